#include <ostiary/auth/username.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "auth/unicode.hpp"

namespace ostiary {
namespace {

constexpr std::size_t most_code_points = 100;
constexpr std::size_t most_bytes = 4 * most_code_points;

/// A name without an edge that nobody sees: `bob` and `bob ` look the same in a list of users.
bool has_blank_edge(const std::vector<CodePoint>& text) {
    return text.empty() || is_space(text.front()) || is_space(text.back());
}

}  // namespace

std::optional<Username> canonical_username(std::string_view text) {
    if (text.size() > most_bytes) return std::nullopt;
    const auto name = decode_utf8(text);
    if (!name || name->size() > most_code_points || has_blank_edge(*name)) return std::nullopt;
    if (!std::ranges::all_of(*name, is_visible_text)) return std::nullopt;

    auto key = fold(text);
    // Compatibility forms may unfold into a space at an edge, and what can't be seen into nothing.
    const auto folded = key ? decode_utf8(*key) : std::nullopt;
    if (!folded || has_blank_edge(*folded)) return std::nullopt;
    return Username{.text = std::string{text}, .key = std::move(*key)};
}

}  // namespace ostiary
