#pragma once

#include <barrier>
#include <cstddef>
#include <thread>
#include <vector>

namespace ostiary::testing {

/// Calls `work(0)` to `work(threads - 1)`, each on a thread of its own, and starts them together.
template <class Work>
void at_once(std::size_t threads, const Work& work) {
    std::barrier start{static_cast<std::ptrdiff_t>(threads)};
    std::vector<std::jthread> running;
    for (std::size_t i = 0; i < threads; ++i) {
        running.emplace_back([&, i] {
            start.arrive_and_wait();
            work(i);
        });
    }
}

}  // namespace ostiary::testing
