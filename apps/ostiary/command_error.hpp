#pragma once

#include <stdexcept>

namespace ostiary::program {

/// What whoever runs a command can put right: an unknown user, a weak password. One sentence; exit status 1.
class CommandError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace ostiary::program
