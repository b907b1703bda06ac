#include <ostiary/ports/clock.hpp>

#include <gtest/gtest.h>

#include <chrono>

#include "support/at_once.hpp"

namespace ostiary {
namespace {

using namespace std::chrono_literals;

TEST(SystemClock, IsOneForTheProcess) {
    EXPECT_EQ(system_clock(), system_clock());
}

TEST(SystemClock, TellsTheTimeInUtc) {
    const auto wall = std::chrono::floor<Instant::duration>(std::chrono::system_clock::now());
    EXPECT_LE(std::chrono::abs(system_clock()->now() - wall), 1s);
}

TEST(SystemClock, ReturnsAtOnceForAMomentThatHasPassed) {
    system_clock()->wait_until(system_clock()->now() - 1h);
}

TEST(SystemClock, HasReachedTheMomentItWaitedFor) {
    const Instant moment = system_clock()->now() + 5ms;
    system_clock()->wait_until(moment);
    EXPECT_GE(system_clock()->now(), moment);
}

TEST(SystemClock, NeverGoesBackForAnyThread) {
    testing::at_once(4, [](std::size_t) {
        Instant last{};
        for (int i = 0; i < 10'000; ++i) {
            const Instant now = system_clock()->now();
            ASSERT_GE(now, last);
            last = now;
        }
    });
}

}  // namespace
}  // namespace ostiary
