#include "socket_activation.hpp"

#include <cstdlib>
#include <string>

#include <fcntl.h>
#include <unistd.h>

#include <ostiary/values/errors.hpp>

namespace ostiary::program {
namespace {

constexpr int first_passed_descriptor = 3;

std::string taken_variable(const char* name) {
    // NOLINTBEGIN(concurrency-mt-unsafe): no other thread runs yet.
    const char* value = std::getenv(name);
    std::string text = value == nullptr ? "" : value;
    ::unsetenv(name);
    // NOLINTEND(concurrency-mt-unsafe)
    return text;
}

}  // namespace

int activated_socket() {
    const std::string process = taken_variable("LISTEN_PID");
    const std::string count = taken_variable("LISTEN_FDS");
    static_cast<void>(taken_variable("LISTEN_FDNAMES"));
    // Variables that a parent was given and passed on by mistake speak of the parent's descriptors.
    if (process != std::to_string(::getpid()))
        throw ConfigError("listen: systemd has passed no socket: start ostiary.socket, or give an ADDRESS:PORT");
    if (count != "1") throw ConfigError("listen: systemd must pass exactly one socket, and passed " + count);
    ::fcntl(first_passed_descriptor, F_SETFD, FD_CLOEXEC);
    return first_passed_descriptor;
}

}  // namespace ostiary::program
