#include "stores/local_time.hpp"

#include <gtest/gtest.h>

#include "support/zone.hpp"

namespace ostiary {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::sys_days;
using testing::berlin;
using testing::Zone;

const std::string utc = "UTC0";
const std::string new_york = "EST5EDT,M3.2.0,M11.1.0";                 // forward 2 to 3 h, back 2 to 1 h
const std::string lord_howe = "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0";  // by half an hour, in the south
const std::string kathmandu = "<+0545>-5:45";
const std::string santiago = "<-04>4<-03>,M9.1.6/24,M4.1.6/24";  // at midnight
const std::string nuuk = "<-02>2<-01>,M3.5.0/-1,M10.5.0/0";      // forward on Saturday at 23 h

Instant at(std::chrono::year_month_day day, milliseconds time) {
    return Instant{sys_days{day}} + time;
}

TEST(LocalTime, IsReadInTheZoneOfTheProcess) {
    const auto noon = at(2026y / 11 / 24, 12h);
    for (const auto& [rules, text] : std::vector<std::pair<std::string, std::string>>{
             {utc, "2026-11-24 12:00:00"},
             {berlin, "2026-11-24 13:00:00"},
             {new_york, "2026-11-24 07:00:00"},
             {lord_howe, "2026-11-24 23:00:00"},
             {kathmandu, "2026-11-24 17:45:00"},
             {santiago, "2026-11-24 09:00:00"},
         }) {
        const Zone zone{rules};
        EXPECT_EQ(read_local_time(text), noon) << rules;
        EXPECT_EQ(write_local_time(noon), text) << rules;
    }
}

TEST(LocalTime, FollowsSummerTime) {
    const Zone zone{berlin};
    EXPECT_EQ(read_local_time("2026-07-01 13:00:00"), at(2026y / 7 / 1, 11h));
    EXPECT_EQ(read_local_time("2026-03-29 01:59:59.999"), at(2026y / 3 / 29, 1h) - 1ms);
    EXPECT_EQ(read_local_time("2026-03-29 03:00:00"), at(2026y / 3 / 29, 1h));
    EXPECT_EQ(read_local_time("2026-10-25 01:59:59"), at(2026y / 10 / 24, 23h + 59min + 59s));
    EXPECT_EQ(read_local_time("2026-10-25 03:00:00"), at(2026y / 10 / 25, 2h));
}

TEST(LocalTime, ReadsTheEarlierOfTwo) {
    const Zone zone{berlin};
    EXPECT_EQ(read_local_time("2026-10-25 02:00:00"), at(2026y / 10 / 25, 0h));
    EXPECT_EQ(read_local_time("2026-10-25 02:30:00"), at(2026y / 10 / 25, 30min));
    EXPECT_EQ(read_local_time("2026-10-25 02:59:59"), at(2026y / 10 / 25, 1h - 1s));
}

TEST(LocalTime, ReadsATimeThatNeverWasAsTheMomentThatSkippedIt) {
    {
        const Zone zone{berlin};
        for (const auto* text : {"2026-03-29 02:00:00", "2026-03-29 02:30:00", "2026-03-29 02:59:59"}) {
            EXPECT_EQ(read_local_time(text), at(2026y / 3 / 29, 1h)) << text;
        }
    }
    {
        const Zone zone{lord_howe};
        EXPECT_EQ(read_local_time("2026-10-04 02:15:00"), at(2026y / 10 / 3, 15h + 30min));
    }
    {
        const Zone zone{nuuk};
        EXPECT_EQ(read_local_time("2026-03-28 23:30:00"), at(2026y / 3 / 29, 1h));
    }
    const Zone zone{santiago};
    EXPECT_EQ(read_local_time("2026-09-06 00:30:00"), at(2026y / 9 / 6, 4h));
}

TEST(LocalTime, IsCutToTheMillisecondAndTakesWhatPythonWrites) {
    const Zone zone{utc};
    const auto second = at(2026y / 11 / 24, 14h + 54min + 59s);
    EXPECT_EQ(read_local_time("2026-11-24 14:54:59"), second);
    EXPECT_EQ(read_local_time("2026-11-24T14:54:59"), second);
    EXPECT_EQ(read_local_time("2026-11-24 14:54:59.328675"), second + 328ms);
    EXPECT_EQ(read_local_time("2026-11-24T14:54:59.999999"), second + 999ms);
    EXPECT_EQ(read_local_time("2026-11-24 14:54:59.5"), second + 500ms);
    EXPECT_EQ(read_local_time("2026-11-24 14:54:59.000000001"), second);
    EXPECT_EQ(read_local_time("2024-02-29 00:00:00"), at(2024y / 2 / 29, 0h));
}

TEST(LocalTime, ReadsNothingElse) {
    for (const std::string& text : {std::string{},
                                    std::string{"now"},
                                    std::string{"2026-11-24"},
                                    std::string{"2026-11-24 14:54"},
                                    std::string{"2026-11-24 14:54:59."},
                                    std::string{"2026-11-24 14:54:59,5"},
                                    std::string{"2026-11-24 14:54:59.12x"},
                                    std::string{"2026-11-24 14:54:59+00:00"},
                                    std::string{"2026-11-24 14:54:59Z"},
                                    std::string{"2026-11-24 14:54:59 "},
                                    std::string{" 2026-11-24 14:54:59"},
                                    std::string{"2026-13-24 14:54:59"},
                                    std::string{"2026-02-29 14:54:59"},
                                    std::string{"2026-11-00 14:54:59"},
                                    std::string{"2026-11-24 24:00:00"},
                                    std::string{"2026-11-24 14:60:00"},
                                    std::string{"2026-11-24 14:54:60"},
                                    std::string{"2026-11-24_14:54:59"},
                                    std::string{"2026/11/24 14:54:59"},
                                    std::string{"+026-11-24 14:54:59"},
                                    std::string{"12026-11-24 14:54:59"},
                                    std::string{"2026-11-24 14:54:59.1234567890"},
                                    std::string{"2026-11-24 14:54:59\0", 20}}) {
        EXPECT_FALSE(read_local_time(text)) << text;
    }
}

TEST(LocalTime, IsWrittenAsPythonWritesIt) {
    const Zone zone{utc};
    const auto second = at(2026y / 1 / 2, 3h + 4min + 5s);
    EXPECT_EQ(write_local_time(second), "2026-01-02 03:04:05");
    EXPECT_EQ(write_local_time(second + 7ms), "2026-01-02 03:04:05.007000");
    EXPECT_EQ(write_local_time(at(1969y / 12 / 31, 24h) - 1ms), "1969-12-31 23:59:59.999000");
}

/// Around every shift of several years: what is written reads as the same moment, or where that has no text of its own,
/// as the end of the repeated hour and no later.
TEST(LocalTime, NoSessionIsShortenedAndNoneGainsMoreThanTheRepeatedHour) {
    for (const auto& [rules, repeated] : std::vector<std::pair<std::string, minutes>>{{utc, 0min},
                                                                                      {kathmandu, 0min},
                                                                                      {berlin, 60min},
                                                                                      {new_york, 60min},
                                                                                      {lord_howe, 30min},
                                                                                      {santiago, 60min},
                                                                                      {nuuk, 60min}}) {
        const Zone zone{rules};
        milliseconds gained{0};
        for (auto moment = at(2026y / 1 / 1, 7ms); moment < at(2028y / 1 / 1, 0h); moment += 13min) {
            const auto read = read_local_time(write_local_time(moment));
            ASSERT_TRUE(read) << rules;
            ASSERT_GE(*read, moment) << rules << " " << write_local_time(moment);
            gained = std::max(gained, *read - moment);
            ASSERT_EQ(read_local_time(write_local_time(*read)), read) << rules << " " << write_local_time(*read);
        }
        EXPECT_LE(gained, repeated) << rules;
        EXPECT_GE(gained, repeated - 13min) << rules;
    }
}

TEST(LocalTime, WritesTheSecondRoundOfAnHourAsItsEnd) {
    const Zone zone{berlin};
    EXPECT_EQ(write_local_time(at(2026y / 10 / 25, 59min)), "2026-10-25 02:59:00");
    EXPECT_EQ(write_local_time(at(2026y / 10 / 25, 1h)), "2026-10-25 03:00:00");
    EXPECT_EQ(write_local_time(at(2026y / 10 / 25, 1h + 30min + 1ms)), "2026-10-25 03:00:00");
    EXPECT_EQ(write_local_time(at(2026y / 10 / 25, 2h)), "2026-10-25 03:00:00");
    EXPECT_EQ(write_local_time(at(2026y / 10 / 25, 2h + 1ms)), "2026-10-25 03:00:00.001000");
}

TEST(LocalTime, StaysWithinFourDigitsOfAYear) {
    const Zone zone{new_york};
    EXPECT_TRUE(read_local_time(write_local_time(Instant::max())));
    EXPECT_TRUE(read_local_time(write_local_time(Instant::min())));
    EXPECT_TRUE(read_local_time("9999-12-31 23:59:59.999999"));
    EXPECT_TRUE(read_local_time("0001-01-01 00:00:00"));
    EXPECT_TRUE(read_local_time("0000-01-01 00:00:00"));
}

}  // namespace
}  // namespace ostiary
