#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace ostiary {

// What the names of protocols need: letters of ASCII alone, whatever the locale.

constexpr char to_lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

inline std::string to_lower(std::string_view text) {
    std::string lowered{text};
    std::ranges::transform(lowered, lowered.begin(), [](char c) { return to_lower(c); });
    return lowered;
}

constexpr bool is_control(char c) noexcept {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

/// The text without the blanks around it: the optional white space of HTTP (RFC 9110, 5.6.3).
constexpr std::string_view trim(std::string_view text) noexcept {
    while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
    return text;
}

}  // namespace ostiary
