#include <ostiary/auth/local_path.hpp>

#include <algorithm>

#include <ostiary/values/request.hpp>

namespace ostiary {
namespace {

constexpr std::size_t longest = 2048;

bool is_plain(char c) noexcept {
    return c > ' ' && c < 0x7F && c != '\\' && c != '#';
}

}  // namespace

std::optional<std::string> local_path(std::string_view next) {
    if (next.size() > longest || !next.starts_with('/') || !std::ranges::all_of(next, is_plain)) return std::nullopt;
    const std::string_view path = next.substr(0, next.find('?'));
    // Where decoding, or resolving dots, changes how the path begins, somebody's parser may take it for a host.
    const auto normalised = http::normalise_path(path);
    if (!normalised || normalised->contains("//") || path.contains("//") || path.contains("/.")) return std::nullopt;
    return std::string{next};
}

}  // namespace ostiary
