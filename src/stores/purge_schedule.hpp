#pragma once

#include <chrono>
#include <cstddef>
#include <stop_token>

#include <ostiary/values/instant.hpp>

namespace ostiary {

/// When what has ended is deleted. Used by one thread.
class PurgeSchedule {
public:
    /// Never due where the interval is 0.
    explicit PurgeSchedule(std::chrono::seconds interval) : interval_(interval) {}

    /// True once in each interval, the first time after a whole one.
    [[nodiscard]] bool is_due() {
        const auto now = Clock::now();
        if (interval_ <= std::chrono::seconds(0) || now - last_ < interval_) return false;
        last_ = now;
        return true;
    }

private:
    using Clock = std::chrono::steady_clock;

    std::chrono::seconds interval_;
    Clock::time_point last_ = Clock::now();
};

/// Deletes all that the store finds to be over at `moment`, in steps so small that a login between them hardly waits;
/// calls `between` after each.
template <class Store, class Between>
void purge_all(Store& store, Instant moment, const std::stop_token& stop, const Between& between) {
    constexpr std::size_t step = 500;
    while (!stop.stop_requested() && store.purge(moment, step) == step) between();
}

}  // namespace ostiary
