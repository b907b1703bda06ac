#pragma once

#include <map>
#include <string>

#include "setting_value.hpp"

namespace ostiary::program {

/// The keys and values of a TOML file, which has no tables. Throws `ConfigError` where it can't be read.
[[nodiscard]] std::map<std::string, GivenValue> read_toml_file(const std::string& path);

}  // namespace ostiary::program
