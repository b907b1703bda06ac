#include "rule_setting.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <ostiary/values/errors.hpp>

namespace ostiary::program {
namespace {

using Type = GivenValue::Type;
using namespace std::string_view_literals;

constexpr std::array accesses{std::pair{"anyone"sv, Access::anyone}, std::pair{"user"sv, Access::user},
                              std::pair{"admin"sv, Access::admin}, std::pair{"superuser"sv, Access::superuser}};

bool read_groups(AccessRule& rule, const GivenValue& value) {
    if (value.type != Type::list || value.items.empty()) return false;
    try {
        for (const std::string& name : value.items) rule.groups.emplace_back(name);
    } catch (const ConfigError&) {
        return false;
    }
    return true;
}

bool read_field(AccessRule& rule, const std::string& key, const GivenValue& value) {
    if (key == "methods") {
        rule.methods = value.items;
        return value.type == Type::list && !value.items.empty();
    }
    if (key == "groups") return read_groups(rule, value);
    if (value.type != Type::text || value.text.empty()) return false;
    if (key == "host") rule.host = value.text;
    if (key == "path") rule.path = value.text;
    if (key != "require") return true;
    const auto access = std::ranges::find(accesses, value.text, &decltype(accesses)::value_type::first);
    if (access == accesses.end()) return false;
    rule.require = access->second;
    return true;
}

std::string_view expectation_of(std::string_view key) {
    if (key == "methods") return "a list of methods, such as [\"GET\"]";
    if (key == "groups") return "a list of groups, such as [\"ops\"]; admin and superuser are marks, for require";
    if (key == "require") return "anyone, user, admin or superuser";
    return "a text";
}

AccessRule read_rule(const GivenTable& table, const std::string& origin) {
    constexpr std::array known{"host"sv, "path"sv, "methods"sv, "require"sv, "groups"sv};
    AccessRule rule;
    for (const auto& [key, value] : table) {
        if (std::ranges::find(known, key) == known.end())
            throw ConfigError(key + " in " + origin + " is none of host, path, methods, require and groups");
        if (!read_field(rule, key, value))
            throw ConfigError(key + " in " + origin + " must be " + std::string{expectation_of(key)});
    }
    // Without one of them a rule would say something else than its author meant.
    if (!table.contains("require")) throw ConfigError("require is missing in " + origin);
    if (!table.contains("path") && !table.contains("host"))
        throw ConfigError("path or host is missing in " + origin + "; path = \"/*\" is everything");
    return rule;
}

}  // namespace

std::vector<AccessRule> read_rules(const std::vector<GivenTable>& tables, std::string_view path) {
    std::vector<AccessRule> rules;
    rules.reserve(tables.size());
    for (const GivenTable& table : tables)
        rules.push_back(read_rule(table, "rule " + std::to_string(rules.size() + 1) + " of " + std::string{path}));
    return rules;
}

std::string to_text(const AccessRule& rule) {
    std::string text;
    for (const std::string& method : rule.methods) text += (text.empty() ? "" : ", ") + method;
    if (!text.empty()) text += ' ';
    const auto access = std::ranges::find(accesses, rule.require, &decltype(accesses)::value_type::second);
    text += rule.host + rule.path + ": " + std::string{access->first};
    for (const GroupName& group : rule.groups) text += (&group == rule.groups.data() ? " in " : " or ") + group.text();
    return text;
}

}  // namespace ostiary::program
