#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ostiary/auth/access_rule.hpp>
#include <ostiary/values/user.hpp>

#include "auth/asked_target.hpp"

namespace ostiary {

/// What a rule asks of whoever wants in.
struct AccessDemand {
    Access require = Access::user;
    std::vector<GroupName> groups{};

    bool operator==(const AccessDemand&) const = default;
};

/// Decides by rules who may have what. Immutable, and so thread-safe.
class AccessRules {
public:
    /// Throws `ConfigError` that names the rule by its number and the field.
    explicit AccessRules(std::vector<AccessRule> rules);

    [[nodiscard]] bool empty() const noexcept { return rules_.empty(); }

    /// What the first rule that fits demands, `Access::user` where none does. Null where an app that ignores the case
    /// of paths would fall under another decision than one that minds it. Lives as long as the rules do.
    [[nodiscard]] const AccessDemand* access_to(const AskedTarget& target) const;

    /// The rules, counted from 0, that can never decide, since an earlier one fits wherever they do.
    [[nodiscard]] std::vector<std::size_t> unreachable() const;

private:
    /// A rule in the spelling in which it is compared.
    struct Reading {
        std::string host{};
        std::string path{};         ///< Without a star or a slash at its end.
        std::string folded_path{};  ///< In lower case.
        bool with_all_below = false;
        std::vector<std::string> methods{};
        AccessDemand demand{};
    };

    static Reading read(const AccessRule& rule);
    static bool covers(const Reading& outer, const Reading& inner);
    [[nodiscard]] const AccessDemand& decide(const AskedTarget& target, std::string_view path,
                                             std::string Reading::* spelling) const;

    std::vector<Reading> rules_;
    AccessDemand of_all_others_{};
};

/// Why that user, or nobody, may not have it; nothing where they may.
enum class AccessRefusal { unauthenticated, inactive, no_admin, no_superuser, no_member };
[[nodiscard]] std::optional<AccessRefusal> refusal_of(const AccessDemand& demand, const std::optional<User>& user,
                                                      const std::vector<GroupName>& groups);

}  // namespace ostiary
