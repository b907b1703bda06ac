#pragma once

#include <chrono>
#include <thread>

namespace ostiary::testing {

/// Whether `condition` comes true soon. For what another thread does in its own time.
template <class Condition>
[[nodiscard]] bool eventually(const Condition& condition) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return true;
}

}  // namespace ostiary::testing
