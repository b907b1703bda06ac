#include <atomic>
#include <chrono>
#include <string>

#include <gtest/gtest.h>

#include <ostiary/auth/rate_limits.hpp>
#include <ostiary/values/errors.hpp>

#include "auth/bucket_table.hpp"
#include "support/at_once.hpp"
#include "support/fake_clock.hpp"

namespace ostiary {
namespace {

using std::chrono::seconds;

constexpr Instant first_hit = testing::FakeClock::start;

TEST(InMemoryLimit, CountsEachClientForItself) {
    const auto limit = in_memory_limit({.limit = 3, .timespan = seconds(60)});
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(limit->hit("192.0.2.1", first_hit).allowed);
    EXPECT_FALSE(limit->hit("192.0.2.1", first_hit).allowed);
    EXPECT_TRUE(limit->hit("192.0.2.2", first_hit).allowed);
    EXPECT_TRUE(limit->hit("192.0.2.1", first_hit + seconds(20)).allowed);
}

TEST(InMemoryLimit, ManyAtOnceGetNoMoreThanTheLimit) {
    const auto limit = in_memory_limit({.limit = 500, .timespan = seconds(60)});
    std::atomic<int> allowed = 0;
    testing::at_once(8, [&](std::size_t) {
        for (int i = 0; i < 200; ++i) allowed += limit->hit("192.0.2.1", first_hit).allowed ? 1 : 0;
    });
    EXPECT_EQ(allowed, 500);
}

/// security.md, line 28: two million clients, and the memory of one.
TEST(InMemoryLimit, AMillionClientsAreRememberedInBoundedMemory) {
    BucketTable table{1'000'000};
    const TokenBucket* lowest = nullptr;
    const TokenBucket* highest = nullptr;
    for (int i = 0; i < 2'000'000; ++i) {
        table.with("client " + std::to_string(i), [&](TokenBucket& bucket) {
            bucket.full_at = 1;
            if (!lowest || &bucket < lowest) lowest = &bucket;
            if (&bucket > highest) highest = &bucket;
        });
    }
    EXPECT_EQ(table.capacity(), 1'000'000U);
    EXPECT_LT(reinterpret_cast<const char*>(highest) - reinterpret_cast<const char*>(lowest), 24'000'000);
}

/// Whoever spent their budget stays refused while a crowd passes by, for less than they spent is forgotten first.
TEST(InMemoryLimit, ACrowdDoesNotGiveASpentBudgetBack) {
    const auto limit = in_memory_limit({.limit = 10, .timespan = seconds(60), .max_clients = 1000});
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(limit->hit("attacker", first_hit).allowed);
    for (int i = 0; i < 100'000; ++i) EXPECT_TRUE(limit->hit("crowd " + std::to_string(i), first_hit).allowed);
    EXPECT_FALSE(limit->hit("attacker", first_hit).allowed);
}

/// In a full table a newcomer has a budget of its own, not what is left of somebody else's.
TEST(InMemoryLimit, WhoComesLastPaysForNobody) {
    const auto limit = in_memory_limit({.limit = 2, .timespan = seconds(60), .max_clients = 8});
    for (int i = 0; i < 1000; ++i) {
        for (int j = 0; j < 3; ++j) static_cast<void>(limit->hit("flood " + std::to_string(i), first_hit));
    }
    EXPECT_EQ(limit->hit("newcomer", first_hit).remaining, 1U);
}

TEST(InMemoryLimit, OneWhoseBudgetIsWholeMakesRoomFirst) {
    const auto limit = in_memory_limit({.limit = 10, .timespan = seconds(10), .max_clients = 8});
    for (int i = 0; i < 7; ++i) {
        for (int j = 0; j < 9; ++j) static_cast<void>(limit->hit("gone " + std::to_string(i), first_hit));
    }
    const Instant later = first_hit + seconds(100);
    EXPECT_EQ(limit->hit("present", later).remaining, 9U);
    for (int i = 0; i < 7; ++i) static_cast<void>(limit->hit("new " + std::to_string(i), later));
    EXPECT_EQ(limit->hit("present", later).remaining, 8U);
}

TEST(InMemoryLimit, RefusesOptionsThatAreNone) {
    EXPECT_THROW(in_memory_limit({.limit = 0}), ConfigError);
    EXPECT_THROW(in_memory_limit({.timespan = seconds(0)}), ConfigError);
    EXPECT_THROW(in_memory_limit({.max_clients = 0}), ConfigError);
}

}  // namespace
}  // namespace ostiary
