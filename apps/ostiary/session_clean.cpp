#include <iostream>

#include <ostiary/ports/clock.hpp>

#include "command_database.hpp"
#include "session_commands.hpp"

namespace ostiary::program {
namespace {

/// In parts, so that a running server never waits for more than one of them.
template <class Store>
std::size_t purge_all(Store& store) {
    constexpr std::size_t part = 1000;
    const auto now = system_clock()->now();
    std::size_t total = 0;
    while (true) {
        const std::size_t purged = store.purge(now, part);
        total += purged;
        if (purged < part) return total;
    }
}

}  // namespace

int clean_sessions(const Settings& settings) {
    CommandDatabase database{settings};
    const std::size_t sessions = purge_all(database.sessions());
    purge_all(database.attempts());
    std::cout << "Removed " << sessions << " expired sessions.\n";
    return 0;
}

}  // namespace ostiary::program
