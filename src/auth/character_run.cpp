#include "auth/character_run.hpp"

#include <algorithm>
#include <array>

namespace ostiary {
namespace {

/// Rows of the keyboards QWERTY, QWERTZ and AZERTY, and columns of the first.
constexpr std::array<std::string_view, 22> lines{"abcdefghijklmnopqrstuvwxyz",
                                                 "01234567890",
                                                 "!@#$%^&*()",
                                                 "qwertyuiop",
                                                 "asdfghjkl",
                                                 "zxcvbnm",
                                                 "qwertzuiop",
                                                 "yxcvbnm",
                                                 "azertyuiop",
                                                 "qsdfghjklm",
                                                 "wxcvbn",
                                                 "1qaz",
                                                 "2wsx",
                                                 "3edc",
                                                 "4rfv",
                                                 "5tgb",
                                                 "6yhn",
                                                 "7ujm",
                                                 "8ik,",
                                                 "9ol.",
                                                 "0p;/",
                                                 "-=[]"};

bool is_ascii(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}

template <class Range>
std::size_t common_length(std::string_view text, const Range& line) {
    return static_cast<std::size_t>(std::ranges::mismatch(text, line).in1 - text.begin());
}

/// The longest stretch of `line`, read forwards or backwards, that `text` begins with.
std::size_t length_along(std::string_view text, std::string_view line) {
    const std::size_t at = line.find(text.front());
    if (at == std::string_view::npos) return 0;
    const std::string_view backwards = line.substr(0, at + 1);
    const std::array<char, 32> reversed = [&] {
        std::array<char, 32> all{};
        std::ranges::reverse_copy(backwards, all.begin());
        return all;
    }();
    return std::max(common_length(text, line.substr(at)),
                    common_length(text, std::string_view{reversed.data(), backwards.size()}));
}

}  // namespace

std::size_t run_length(std::string_view text) {
    // Fifteen times one emoji is allowed: no tool counts through them.
    if (text.empty() || !is_ascii(text.front())) return 0;
    std::size_t longest = std::min(text.find_first_not_of(text.front()), text.size());
    for (const std::string_view line : lines) longest = std::max(longest, length_along(text, line));
    return longest;
}

}  // namespace ostiary
