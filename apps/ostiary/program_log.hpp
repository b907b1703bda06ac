#pragma once

#include <functional>
#include <string>

#include <ostiary/ports/log.hpp>

#include "settings.hpp"

namespace ostiary::program {

/// The record as one line for people: time, level, event, then `name=value`. Control characters are escaped, so that
/// nobody can forge a line or steer a terminal.
[[nodiscard]] std::string to_line(const LogRecord& record);

[[nodiscard]] LogLevel level_named(const std::string& name);

/// Sends the library's log to standard error, in the format and from the level that the settings say. `observe` sees
/// each record, whatever its level.
void start_log(const Settings& settings, std::function<void(const LogRecord&)> observe);

/// For the commands that do one thing: only warnings and errors, for people.
void start_quiet_log();

}  // namespace ostiary::program
