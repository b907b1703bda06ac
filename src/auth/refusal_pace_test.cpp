#include "auth/refusal_pace.hpp"

#include <gtest/gtest.h>

#include "support/fake_clock.hpp"

namespace ostiary {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Instant came = testing::FakeClock::start;
constexpr milliseconds floor_time{250};

TEST(RefusalPace, IsTheFloorWhereEveryRefusalIsQuicker) {
    RefusalPace pace{floor_time};
    EXPECT_EQ(pace.release(came, came + milliseconds(20)), came + floor_time);
    EXPECT_EQ(pace.release(came, came + milliseconds(249)), came + floor_time);
}

TEST(RefusalPace, FollowsTheSlowestRefusalOfTheLastTenMinutes) {
    RefusalPace pace{floor_time};
    EXPECT_EQ(pace.release(came, came + milliseconds(400)), came + milliseconds(440));
    EXPECT_EQ(pace.release(came, came + milliseconds(20)), came + milliseconds(440));
    const Instant later = came + seconds(601);
    EXPECT_EQ(pace.release(later, later + milliseconds(20)), later + milliseconds(440));
    const Instant much_later = later + seconds(601);
    EXPECT_EQ(pace.release(much_later, much_later + milliseconds(20)), much_later + floor_time);
}

TEST(RefusalPace, ForgetsAfterAPause) {
    RefusalPace pace{floor_time};
    static_cast<void>(pace.release(came, came + milliseconds(400)));
    const Instant later = came + seconds(1201);
    EXPECT_EQ(pace.release(later, later), later + floor_time);
}

TEST(RefusalPace, HasABound) {
    RefusalPace pace{floor_time};
    EXPECT_EQ(pace.release(came, came + seconds(30)), came + milliseconds(2200));
}

}  // namespace
}  // namespace ostiary
