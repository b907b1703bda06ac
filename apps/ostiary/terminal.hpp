#pragma once

#include <string>

#include <ostiary/values/secret.hpp>

namespace ostiary::program {

/// The terminal that the command was started from, whatever its input and output are.
class Terminal {
public:
    /// Throws `CommandError` where there is none.
    Terminal();
    ~Terminal();
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    /// The line that is typed, which isn't shown. A signal that would end the process does so with the terminal as it
    /// was. Throws `CommandError` at the end of input.
    [[nodiscard]] Secret ask_hidden(const std::string& prompt);

private:
    int file_;
};

}  // namespace ostiary::program
