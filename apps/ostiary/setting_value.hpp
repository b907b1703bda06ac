#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "setting.hpp"

namespace ostiary::program {

/// A value as it was given: a flag and a variable are words, a TOML file knows types.
struct GivenValue {
    enum class Type { word, text, number, boolean, list, other };

    Type type = Type::word;
    std::string text{};                ///< What it says; empty for a list.
    std::vector<std::string> items{};  ///< Of a list.
};

/// Sets the field. Throws `ConfigError` that names `origin`, which is where the value was given, and says what would
/// do; never the value, which might be a secret put in the wrong place.
void assign(Settings& settings, const Setting& setting, const GivenValue& value, std::string_view origin);

/// What would do, such as `a duration such as 90s, 30m or 7d, from 1s to 3650d`.
[[nodiscard]] std::string expectation(const Setting& setting);

/// The bounds or the choices alone, such as `from 1s to 3650d`; empty where there are none.
[[nodiscard]] std::string bounds(const Setting& setting);

}  // namespace ostiary::program
