#include <gtest/gtest.h>

#include <ostiary/auth/rate_limits.hpp>
#include <ostiary/stores/open_database.hpp>
#include <ostiary/values/errors.hpp>

#include "support/fake_clock.hpp"

namespace ostiary {
namespace {

constexpr Instant opened_at = testing::FakeClock::start;

TEST(DatabaseLimit, LimitsOfOneNameShareTheirCounts) {
    const auto database = open_database("memory:");
    const auto one = database_limit(database, {.limit = 2});
    const auto other = database_limit(database, {.limit = 2});
    EXPECT_TRUE(one->hit("a", opened_at).allowed);
    EXPECT_TRUE(other->hit("a", opened_at).allowed);
    EXPECT_FALSE(one->hit("a", opened_at).allowed);
    EXPECT_FALSE(other->hit("a", opened_at).allowed);
}

TEST(DatabaseLimit, LimitsOfDifferentNamesHaveNothingInCommon) {
    const auto database = open_database("memory:");
    EXPECT_TRUE(database_limit(database, {.limit = 1, .name = "login"})->hit("a", opened_at).allowed);
    EXPECT_TRUE(database_limit(database, {.limit = 1, .name = "register"})->hit("a", opened_at).allowed);
    EXPECT_FALSE(database_limit(database, {.limit = 1, .name = "login"})->hit("a", opened_at).allowed);
}

TEST(DatabaseLimit, OneOverAShorterTimeDoesNotRestoreTheOther) {
    const auto database = open_database("memory:");
    const auto narrow = database_limit(database, {.limit = 1, .timespan = std::chrono::minutes(15)});
    EXPECT_TRUE(narrow->hit("a", opened_at).allowed);
    EXPECT_TRUE(database_limit(database)->hit("a", opened_at).allowed);
    EXPECT_FALSE(narrow->hit("a", opened_at).allowed);
}

TEST(DatabaseLimit, RefusesOptionsThatAreNone) {
    EXPECT_THROW(database_limit(nullptr), ConfigError);
    EXPECT_THROW(database_limit(open_database("memory:"), {.limit = 0}), ConfigError);
}

}  // namespace
}  // namespace ostiary
