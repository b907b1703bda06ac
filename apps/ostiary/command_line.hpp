#pragma once

#include <expected>
#include <functional>

#include "settings_loader.hpp"

namespace ostiary::program {

/// What the command line asks for.
struct Command {
    GivenTexts flags{};  ///< Of settings.
    std::function<int(const Settings&)> run{};
    bool serves = false;  ///< It has a log of its own.
};

/// The command, or the exit status where there is nothing to run: help was shown (0), or what is wrong (2).
[[nodiscard]] std::expected<Command, int> parse_command_line(int argc, const char* const* argv);

}  // namespace ostiary::program
