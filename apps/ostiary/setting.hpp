#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "settings.hpp"

namespace ostiary::program {

/// Where a setting's value goes, and thereby its type.
using SettingField =
    std::variant<std::string Settings::*, bool Settings::*, std::uint64_t Settings::*, std::chrono::seconds Settings::*,
                 std::chrono::milliseconds Settings::*, std::vector<std::string> Settings::*, Secret Settings::*>;

/// Bounds of a number, or of a duration in its own unit.
struct SettingRange {
    std::int64_t least = 0;
    std::int64_t most = std::numeric_limits<std::int64_t>::max();
};

enum class SettingScope {
    all_commands,  ///< Every command takes the flag.
    serving,       ///< `serve` and `doctor` take the flag; the others know the setting from the file and variables.
};

/// One setting: `--session-expiry` is the flag, `session_expiry` the key in the file, `OSTIARY_SESSION_EXPIRY` the
/// variable, all made of `name`. A secret has only the variable.
struct Setting {
    std::string_view name{};
    SettingField field{};
    std::string_view fallback{};  ///< The default, spelled as a flag's value.
    std::string_view value{};     ///< What stands for the value in the help, such as `DURATION`.
    std::string_view help{};
    SettingRange range{};
    std::span<const std::string_view> choices{};  ///< Where not empty, the only texts allowed.
    SettingScope scope = SettingScope::serving;

    [[nodiscard]] std::string flag() const;
    [[nodiscard]] std::string key() const;
    [[nodiscard]] std::string variable() const;
    [[nodiscard]] bool is_secret() const { return std::holds_alternative<Secret Settings::*>(field); }
    [[nodiscard]] bool is_switch() const { return std::holds_alternative<bool Settings::*>(field); }
};

struct SettingGroup {
    std::string_view title{};
    std::span<const Setting> settings{};
};

/// The one place where settings are declared: flags, keys, variables, help and the documentation come from it.
[[nodiscard]] std::span<const SettingGroup> setting_table();

}  // namespace ostiary::program
