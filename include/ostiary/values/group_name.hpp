#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace ostiary {

/// A group of users: 1 to 64 of a–z, 0–9, `-`, `_` and `.`, a letter or digit first. Neither `admin` nor `superuser`,
/// beside which it stands in `Remote-Groups`: those are marks of a user.
class GroupName {
public:
    /// Throws `ConfigError`.
    explicit GroupName(std::string_view text);

    [[nodiscard]] const std::string& text() const noexcept { return text_; }

    auto operator<=>(const GroupName&) const = default;

private:
    std::string text_;
};

}  // namespace ostiary
