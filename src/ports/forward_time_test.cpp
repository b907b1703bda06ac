#include "ports/forward_time.hpp"

#include <gtest/gtest.h>

namespace ostiary {
namespace {

using namespace std::chrono_literals;

const Instant noon{std::chrono::hours{24 * 365 * 50}};
const ForwardTime::Steady start{1000s};

TEST(ForwardTime, FollowsTheWallClock) {
    ForwardTime time;
    EXPECT_EQ(time.advance(noon, start), noon);
    EXPECT_EQ(time.advance(noon + 5s, start + 5s), noon + 5s);
}

TEST(ForwardTime, GoesOnAtItsOwnPaceWhereTheClockIsSetBack) {
    ForwardTime time;
    static_cast<void>(time.advance(noon, start));
    EXPECT_EQ(time.advance(noon - 1h, start + 1s), noon + 1s);
    EXPECT_EQ(time.advance(noon - 1h + 59s, start + 60s), noon + 60s);
}

TEST(ForwardTime, FollowsTheWallClockAgainOnceItHasCaughtUp) {
    ForwardTime time;
    static_cast<void>(time.advance(noon, start));
    static_cast<void>(time.advance(noon - 1min, start + 1s));
    EXPECT_EQ(time.advance(noon + 10min, start + 2s), noon + 10min);
}

TEST(ForwardTime, FollowsAClockThatIsSetForward) {
    ForwardTime time;
    static_cast<void>(time.advance(noon, start));
    EXPECT_EQ(time.advance(noon + 1h, start + 1s), noon + 1h);
}

TEST(ForwardTime, StandsStillForAReadingThatComesLate) {
    ForwardTime time;
    static_cast<void>(time.advance(noon + 10s, start + 10s));
    EXPECT_EQ(time.advance(noon + 9s, start + 9s), noon + 10s);
}

}  // namespace
}  // namespace ostiary
