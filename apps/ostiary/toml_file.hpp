#pragma once

#include <map>
#include <string>
#include <vector>

#include "setting_value.hpp"

namespace ostiary::program {

using GivenTable = std::map<std::string, GivenValue>;

struct TomlFile {
    GivenTable values{};                                      ///< The keys at its top.
    std::map<std::string, std::vector<GivenTable>> tables{};  ///< Its arrays of tables, such as `[[rules]]`.
};

/// What stands in a TOML file. Throws `ConfigError` where it can't be read.
[[nodiscard]] TomlFile read_toml_file(const std::string& path);

}  // namespace ostiary::program
