#pragma once

#include <string>

#include "setting.hpp"

namespace ostiary::program {

/// The settings that a command takes as flags, by group, for its `--help`.
[[nodiscard]] std::string settings_help(SettingScope widest);

/// The tables of docs/configuration.md.
[[nodiscard]] std::string settings_markdown();

}  // namespace ostiary::program
