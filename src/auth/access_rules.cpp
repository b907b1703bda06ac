#include "auth/access_rules.hpp"

#include <algorithm>
#include <ranges>

#include <ostiary/values/errors.hpp>

#include "values/ascii.hpp"

namespace ostiary {
namespace {

std::string_view without_slash(std::string_view path) noexcept {
    return path.ends_with('/') ? path.substr(0, path.size() - 1) : path;
}

bool is_at_or_below(std::string_view path, std::string_view top) noexcept {
    return path.starts_with(top) && (path.size() == top.size() || path[top.size()] == '/');
}

/// HEAD asks for what GET would show.
bool allows_method(const std::vector<std::string>& methods, std::string_view method) {
    if (methods.empty() || std::ranges::find(methods, method) != methods.end()) return true;
    return method == "HEAD" && std::ranges::find(methods, "GET") != methods.end();
}

}  // namespace

AccessRules::AccessRules(std::vector<AccessRule> rules) {
    for (const AccessRule& rule : rules) {
        try {
            rules_.push_back(read(rule));
        } catch (const ConfigError& error) {
            throw ConfigError("rule " + std::to_string(rules_.size() + 1) + ": " + error.what());
        }
    }
}

AccessRules::Reading AccessRules::read(const AccessRule& rule) {
    if (rule.require == Access::anyone && !rule.groups.empty())
        throw ConfigError("require must be user, admin or superuser where groups are named");
    Reading reading{.methods = rule.methods, .demand = {.require = rule.require, .groups = rule.groups}};
    if (!rule.host.empty()) {
        const auto host = plain_host(rule.host);
        if (!host || *host != to_lower(rule.host))
            throw ConfigError("host must be a name such as app.example.com, without a port");
        reading.host = *host;
    }
    std::string_view path = rule.path;
    reading.with_all_below = path.ends_with('*');
    if (reading.with_all_below) path.remove_suffix(1);
    if (!is_plain_path(path) || path.contains('*')) {
        throw ConfigError(
            "path must be decoded, start with / and may end in *; without dot segments, empty segments and any of "
            "% ? # ; \\");
    }
    reading.path = without_slash(path);
    reading.folded_path = to_lower(reading.path);
    if (!std::ranges::all_of(rule.methods, is_method)) throw ConfigError("methods must be in capitals, such as GET");
    return reading;
}

const AccessDemand& AccessRules::decide(const AskedTarget& target, std::string_view path,
                                        std::string Reading::* spelling) const {
    const auto fits = [&](const Reading& rule) {
        return (rule.host.empty() || rule.host == target.host) && allows_method(rule.methods, target.method) &&
               (rule.with_all_below ? is_at_or_below(path, rule.*spelling) : path == rule.*spelling);
    };
    const auto first = std::ranges::find_if(rules_, fits);
    return first == rules_.end() ? of_all_others_ : first->demand;
}

const AccessDemand* AccessRules::access_to(const AskedTarget& target) const {
    const std::string_view path = without_slash(target.path);
    const AccessDemand& minding_case = decide(target, path, &Reading::path);
    const AccessDemand& ignoring_case = decide(target, to_lower(path), &Reading::folded_path);
    return minding_case == ignoring_case ? &minding_case : nullptr;
}

bool AccessRules::covers(const Reading& outer, const Reading& inner) {
    const bool methods =
        outer.methods.empty() || (!inner.methods.empty() && std::ranges::all_of(inner.methods, [&](const auto& method) {
        return allows_method(outer.methods, method);
    }));
    const bool path = outer.with_all_below ? is_at_or_below(inner.path, outer.path)
                                           : !inner.with_all_below && inner.path == outer.path;
    return (outer.host.empty() || outer.host == inner.host) && methods && path;
}

std::vector<std::size_t> AccessRules::unreachable() const {
    std::vector<std::size_t> found;
    for (std::size_t i = 1; i < rules_.size(); ++i) {
        const auto earlier = std::views::take(rules_, static_cast<std::ptrdiff_t>(i));
        if (std::ranges::any_of(earlier, [&](const Reading& rule) { return covers(rule, rules_[i]); }))
            found.push_back(i);
    }
    return found;
}

std::vector<std::size_t> unreachable_rules(const std::vector<AccessRule>& rules) {
    return AccessRules{rules}.unreachable();
}

std::optional<AccessRefusal> refusal_of(const AccessDemand& demand, const std::optional<User>& user,
                                        const std::vector<GroupName>& groups) {
    const auto is_demanded = [&](const GroupName& group) {
        return std::ranges::find(demand.groups, group) != demand.groups.end();
    };
    if (demand.require == Access::anyone) return std::nullopt;
    if (!user) return AccessRefusal::unauthenticated;
    if (!user->active) return AccessRefusal::inactive;
    if (demand.require == Access::admin && !user->admin) return AccessRefusal::no_admin;
    if (demand.require == Access::superuser && !user->superuser) return AccessRefusal::no_superuser;
    if (!demand.groups.empty() && std::ranges::none_of(groups, is_demanded)) return AccessRefusal::no_member;
    return std::nullopt;
}

}  // namespace ostiary
