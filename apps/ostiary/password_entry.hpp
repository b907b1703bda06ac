#pragma once

#include <string>

#include <ostiary/values/secret.hpp>

namespace ostiary::program {

enum class PasswordSource {
    prompt,          ///< Asked for twice at the terminal, without echo.
    standard_input,  ///< One line.
    generated,       ///< Made here, and shown once.
};

/// Throws `CommandError` where there is no terminal to ask at, where the two entries differ, or where standard input
/// holds more than a line. Ask before opening a database: a signal during the prompt must reach this thread.
[[nodiscard]] Secret enter_password(PasswordSource source, const std::string& username);

}  // namespace ostiary::program
