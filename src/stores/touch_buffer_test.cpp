#include "stores/touch_buffer.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "support/rows.hpp"

namespace ostiary {
namespace {

using std::chrono::minutes;
using testing::noon;
using testing::token;

TEST(TouchBuffer, KeepsTheLatestOfEachAndIsEmptyOnceTaken) {
    TouchBuffer touches;
    touches.add({token(1), noon + minutes(2), {}});
    touches.add({token(1), noon + minutes(1), noon + minutes(9)});
    EXPECT_EQ(touches.take(), (std::vector<TouchBuffer::Touch>{{token(1), noon + minutes(2), noon + minutes(9)}}));
    EXPECT_TRUE(touches.take().empty());
}

TEST(TouchBuffer, StaysSmallWhateverIsAddedAndGoesOnWithTheKnown) {
    TouchBuffer touches;
    for (std::uint64_t i = 0; i < 50'000; ++i) touches.add({token(i), noon, {}});
    touches.add({token(0), noon + minutes(1), {}});
    const auto taken = touches.take();
    EXPECT_EQ(taken.size(), 16'384U);
    EXPECT_NE(std::ranges::find(taken, TouchBuffer::Touch{token(0), noon + minutes(1), {}}), taken.end());
}

}  // namespace
}  // namespace ostiary
