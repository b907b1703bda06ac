#pragma once

#include <string>
#include <string_view>

namespace ostiary {

/// The name of a table, known to be a plain identifier: no other text may become part of a statement. Quoted all the
/// same where it does, for a table may be called `order`.
class Identifier {
public:
    /// Throws `ConfigError` where `name` is not a letter or `_` followed by letters, digits and `_`, 63 at most.
    explicit Identifier(std::string_view name);
    /// Whether it wouldn't.
    [[nodiscard]] static bool is_plain(std::string_view name) noexcept;

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] std::string quoted() const { return '"' + name_ + '"'; }

private:
    std::string name_;
};

}  // namespace ostiary
