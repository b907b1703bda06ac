#include "duration_text.hpp"

#include <gtest/gtest.h>

namespace ostiary::program {
namespace {

using namespace std::chrono_literals;

TEST(DurationText, ReadsEachUnit) {
    EXPECT_EQ(parse_duration("250ms"), 250ms);
    EXPECT_EQ(parse_duration("90s"), 90s);
    EXPECT_EQ(parse_duration("30m"), 30min);
    EXPECT_EQ(parse_duration("1h"), 1h);
    EXPECT_EQ(parse_duration("7d"), 7 * 24h);
}

TEST(DurationText, TakesPlainSeconds) {
    EXPECT_EQ(parse_duration("3600"), 1h);
    EXPECT_EQ(parse_duration("0"), 0s);
}

TEST(DurationText, RefusesWhatIsNone) {
    for (const char* text : {"", "soon", "-1h", "+1h", " 1h", "1h ", "1 h", "1h30m", "1.5h", "h", "1w", "1H", "0x10"})
        EXPECT_FALSE(parse_duration(text)) << text;
}

TEST(DurationText, RefusesWhatDoesntFit) {
    EXPECT_FALSE(parse_duration("99999999999999999999h"));
    EXPECT_FALSE(parse_duration("9223372036854775807d"));
    EXPECT_FALSE(parse_duration("18446744073709551615ms"));
    EXPECT_TRUE(parse_duration("9223372036854775807ms"));
}

TEST(DurationText, WritesWhatItReads) {
    for (const char* text : {"0s", "1ms", "1500ms", "90s", "30m", "1h", "36h", "7d"})
        EXPECT_EQ(to_text(*parse_duration(text)), text);
}

}  // namespace
}  // namespace ostiary::program
