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
    const auto taken = touches.take();
    ASSERT_EQ(taken.size(), 1U);
    EXPECT_EQ(taken.front().token.reveal(), token(1).reveal());
    EXPECT_EQ(taken.front().at, noon + minutes(2));
    EXPECT_EQ(taken.front().expires_at, noon + minutes(9));
    EXPECT_TRUE(touches.take().empty());
}

TEST(TouchBuffer, StaysSmallWhateverIsAddedAndGoesOnWithTheKnown) {
    TouchBuffer touches;
    for (std::uint64_t i = 0; i < 50'000; ++i) touches.add({token(i), noon, {}});
    touches.add({token(0), noon + minutes(1), {}});
    const auto taken = touches.take();
    EXPECT_EQ(taken.size(), 16'384U);
    EXPECT_TRUE(std::ranges::any_of(taken, [](const TouchBuffer::Touch& touch) {
        return touch.token.reveal() == token(0).reveal() && touch.at == noon + minutes(1);
    }));
}

}  // namespace
}  // namespace ostiary
