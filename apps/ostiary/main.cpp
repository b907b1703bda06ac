#include <exception>
#include <iostream>

#include <malloc.h>

#include <ostiary/values/errors.hpp>

#include "command_line.hpp"
#include "command_line_texts.hpp"
#include "program_log.hpp"

namespace ostiary::program {
namespace {

/// What an operator or a caller must put right: one sentence on standard error.
int fail(const std::exception& error, int status) {
    std::cerr << "ostiary: " << one_line(error.what()) << "\n";
    return status;
}

int run(int argc, const char* const* argv) {
    try {
        const auto command = parse_command_line(argc, argv);
        if (!command) return command.error();
        const Settings settings = load_settings(command->flags, ostiary_variables());
        if (!command->serves) start_quiet_log();
        const int status = command->run(settings);
        return std::cout.flush() ? status : 1;
    } catch (const ConfigError& error) {
        return fail(error, 2);
    } catch (const std::exception& error) {
        return fail(error, 1);
    }
}

}  // namespace
}  // namespace ostiary::program

int main(int argc, char** argv) {
    // By default each of the worker threads gets an arena of its own, and memory grows by all that they ever held at
    // once.
    ::mallopt(M_ARENA_MAX, 2);  // NOLINT(concurrency-mt-unsafe): no other thread runs yet
    return ostiary::program::run(argc, argv);
}
