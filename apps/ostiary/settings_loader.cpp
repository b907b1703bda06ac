#include "settings_loader.hpp"

#include <string_view>

#include <unistd.h>

#include <ostiary/auth/password_policy.hpp>
#include <ostiary/values/errors.hpp>

#include "rule_setting.hpp"
#include "setting.hpp"
#include "setting_value.hpp"
#include "toml_file.hpp"

namespace ostiary::program {
namespace {

constexpr std::string_view config_name = "config";
constexpr std::string_view rules_name = "rules";

template <class Predicate>
const Setting* find_setting(const Predicate& fits) {
    for (const SettingGroup& group : setting_table()) {
        for (const Setting& setting : group.settings) {
            if (fits(setting)) return &setting;
        }
    }
    return nullptr;
}

void assign_defaults(Settings& settings) {
    for (const SettingGroup& group : setting_table()) {
        for (const Setting& setting : group.settings)
            assign(settings, setting, {.text = std::string{setting.fallback}}, setting.name);
    }
}

ConfigError unknown_key(const std::string& key, const std::string& path) {
    return ConfigError(key + " in " + path + " is no setting: `ostiary serve --help` lists them");
}

void assign_file(Settings& settings, const std::string& path) {
    const TomlFile file = read_toml_file(path);
    for (const auto& [key, tables] : file.tables) {
        if (key != rules_name) throw unknown_key(key, path);
        settings.rules = read_rules(tables, path);
    }
    for (const auto& [key, value] : file.values) {
        if (key == rules_name) throw ConfigError("rules in " + path + " must be tables, each under [[rules]]");
        const Setting* setting = find_setting([&](const Setting& one) { return one.key() == key; });
        if (!setting || setting->name == config_name) throw unknown_key(key, path);
        if (setting->is_secret()) {
            throw ConfigError(key + " must not stand in " + path + ": set " + setting->variable() + " or " +
                              setting->key() + "_file");
        }
        assign(settings, *setting, value, key + " in " + path);
    }
}

void assign_variables(Settings& settings, const GivenTexts& variables) {
    for (const auto& [name, text] : variables) {
        const Setting* setting = find_setting([&](const Setting& one) { return one.variable() == name; });
        if (!setting) throw ConfigError(name + " is no setting: `ostiary serve --help` lists them");
        assign(settings, *setting, {.text = text}, name);
    }
}

void assign_flags(Settings& settings, const GivenTexts& flags) {
    for (const auto& [name, text] : flags) {
        const Setting* setting = find_setting([&](const Setting& one) { return one.name == name; });
        if (!setting || setting->is_secret()) throw ConfigError("--" + name + " is no setting");
        assign(settings, *setting, {.text = text}, setting->flag());
    }
}

std::string config_path(const GivenTexts& flags, const GivenTexts& variables) {
    if (const auto flag = flags.find(config_name); flag != flags.end()) return flag->second;
    if (const auto variable = variables.find("OSTIARY_CONFIG"); variable != variables.end()) return variable->second;
    return {};
}

void settle_password_length(Settings& settings) {
    std::uint64_t& length = settings.password_min_length;
    if (length > 0 && length < 8) throw ConfigError("password_min_length must be 0, or from 8 to 256");
    if (length == 0) length = is_piccolo(settings) ? piccolo_password_policy().min_length : PasswordPolicy{}.min_length;
}

}  // namespace

Settings load_settings(const GivenTexts& flags, const GivenTexts& variables) {
    Settings settings;
    assign_defaults(settings);
    if (const std::string path = config_path(flags, variables); !path.empty()) assign_file(settings, path);
    assign_variables(settings, variables);
    assign_flags(settings, flags);
    if (settings.auth_table.empty()) settings.auth_table = is_piccolo(settings) ? "piccolo_user" : "users";
    settle_password_length(settings);
    return settings;
}

GivenTexts ostiary_variables() {
    GivenTexts variables;
    for (char** entry = environ; entry && *entry; ++entry) {
        const std::string_view text{*entry};
        const std::size_t equals = text.find('=');
        if (!text.starts_with("OSTIARY_") || equals == std::string_view::npos) continue;
        variables.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return variables;
}

}  // namespace ostiary::program
