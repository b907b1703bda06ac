#pragma once

#include <atomic>

#include <ostiary/ports/clock.hpp>

namespace ostiary::testing {

/// A clock that stands still until it is told to move; waiting moves it.
class FakeClock : public Clock {
public:
    static constexpr Instant start{std::chrono::milliseconds(1'795'508'432'000)};

    [[nodiscard]] Instant now() const override { return now_.load(); }
    void wait_until(Instant moment) override {
        if (moment > now_.load()) now_.store(moment);
    }
    void advance(std::chrono::milliseconds by) { now_.store(now_.load() + by); }

private:
    std::atomic<Instant> now_{start};
};

}  // namespace ostiary::testing
