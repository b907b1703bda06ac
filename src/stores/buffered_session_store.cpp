#include "stores/buffered_session_store.hpp"

#include <algorithm>
#include <exception>

#include <ostiary/ports/log.hpp>

namespace ostiary {
namespace {

/// Small enough that a login behind it hardly waits.
constexpr std::size_t touches_a_job = 500;

}  // namespace

void BufferedSessionStore::flush_touches() {
    const auto taken = touches_.take();
    std::span<const TouchBuffer::Touch> rest{taken};
    while (!rest.empty()) {
        const auto part = rest.first(std::min(rest.size(), touches_a_job));
        write_touches(part);
        rest = rest.subspan(part.size());
    }
}

void BufferedSessionStore::flush_last_touches() noexcept {
    try {
        flush_touches();
    } catch (const std::exception& error) {
        log({.level = LogLevel::warning, .event = "store_upkeep_failed", .fields = {{"reason", error.what()}}});
    }
}

}  // namespace ostiary
