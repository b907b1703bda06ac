#pragma once

#include <map>
#include <string>

#include "settings.hpp"

namespace ostiary::program {

/// Texts by name: of flags without their dashes, of variables with their `OSTIARY_`.
using GivenTexts = std::map<std::string, std::string, std::less<>>;

/// The settings: a flag goes before a variable, a variable before the file, the file before the default. Throws
/// `ConfigError` that names what is unknown or wrong, wherever it was given, even where another goes before it.
[[nodiscard]] Settings load_settings(const GivenTexts& flags, const GivenTexts& variables);

/// The process's variables that begin with `OSTIARY_`.
[[nodiscard]] GivenTexts ostiary_variables();

}  // namespace ostiary::program
