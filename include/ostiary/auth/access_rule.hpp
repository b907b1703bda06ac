#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <ostiary/values/group_name.hpp>

namespace ostiary {

/// Who may have what a rule describes. `admin` and `superuser` are the marks of a user, and neither implies the other.
enum class Access {
    anyone,     ///< With or without a session.
    user,       ///< Whoever is logged in and active.
    admin,      ///< An active user with the mark `admin`.
    superuser,  ///< An active user with the mark `superuser`.
};

/// One line of the rules of `verify`. Of several, the first that fits decides; where none fits, `Access::user`.
struct AccessRule {
    /// The host that is asked for, without a port; empty for any.
    std::string host{};
    /// A path as it reads decoded: exact, or ending in `*`. `/docs*` and `/docs/*` both stand for `/docs` and all below
    /// it, never for `/docs-private`; a slash at the end makes no difference, so `/docs` also stands for `/docs/`.
    std::string path = "/*";
    /// Methods in capitals; `GET` stands for `HEAD` too. Empty for any.
    std::vector<std::string> methods{};
    Access require = Access::user;
    /// Besides, the user must be in one of them. Empty: in any or none.
    std::vector<GroupName> groups{};
};

/// The rules, counted from 0, that can never decide, since an earlier one fits wherever they do. Throws `ConfigError`
/// as `verify` does.
[[nodiscard]] std::vector<std::size_t> unreachable_rules(const std::vector<AccessRule>& rules);

}  // namespace ostiary
