#pragma once

#include <cstddef>
#include <string_view>

namespace ostiary {

/// How often a field came, and its last value without the space around it.
struct SeenField {
    std::size_t count = 0;
    std::string_view value{};
};

/// The fields of a head that decide how it is read.
struct HeadFields {
    SeenField host{};
    SeenField content_length{};
    SeenField transfer_encoding{};
    SeenField expect{};
    bool says_close = false;
    bool says_keep_alive = false;
    std::size_t total = 0;

    /// False where the line is no field: a space before the colon, a folded line, a control character.
    [[nodiscard]] bool take(std::string_view line);
};

/// RFC 9110, 5.6.2.
[[nodiscard]] bool is_token(std::string_view text) noexcept;
/// A name, an IPv4 address or a bracketed IPv6 one, with an optional port. No user, no other character.
[[nodiscard]] bool is_host(std::string_view text) noexcept;
[[nodiscard]] bool same_ignoring_case(std::string_view a, std::string_view b) noexcept;
/// Whether the value may stand in a header: no CR, LF, NUL or other control character but the tab.
[[nodiscard]] bool is_field_value(std::string_view value) noexcept;

}  // namespace ostiary
