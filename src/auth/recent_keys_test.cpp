#include "auth/recent_keys.hpp"

#include <gtest/gtest.h>

#include "support/fake_clock.hpp"

namespace ostiary {
namespace {

constexpr Instant now = testing::FakeClock::start;

TEST(RecentKeys, TellsARepetitionWithinAMinute) {
    RecentKeys keys;
    EXPECT_TRUE(keys.is_first("a", now));
    EXPECT_FALSE(keys.is_first("a", now + std::chrono::seconds(59)));
    EXPECT_TRUE(keys.is_first("b", now));
    EXPECT_TRUE(keys.is_first("a", now + std::chrono::seconds(60)));
}

TEST(RecentKeys, RemembersABoundedNumberAndForgetsTheOld) {
    RecentKeys keys{2};
    EXPECT_TRUE(keys.is_first("a", now));
    EXPECT_TRUE(keys.is_first("b", now));
    EXPECT_FALSE(keys.is_first("c", now));
    EXPECT_TRUE(keys.is_first("c", now + std::chrono::seconds(60)));
}

}  // namespace
}  // namespace ostiary
