#include "ports/token_bucket.hpp"

#include <gtest/gtest.h>

#include <ostiary/values/errors.hpp>

namespace ostiary {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Instant first_charge{milliseconds(1'795'508'432'000)};

int allowed_of(const TokenBucketRule& rule, TokenBucket& bucket, int requests, Instant now = first_charge) {
    int allowed = 0;
    for (int i = 0; i < requests; ++i) allowed += rule.hit(bucket, now).allowed ? 1 : 0;
    return allowed;
}

TEST(TokenBucket, LetsTheLimitThroughAtOnceAndThenSaysWhenTheNextMayCome) {
    const TokenBucketRule rule{{.limit = 10, .timespan = seconds(60)}};
    TokenBucket bucket;
    EXPECT_EQ(rule.hit(bucket, first_charge),
              (RateVerdict{.allowed = true, .limit = 10, .remaining = 9, .reset = seconds(6)}));
    EXPECT_EQ(allowed_of(rule, bucket, 100), 9);
    EXPECT_EQ(
        rule.hit(bucket, first_charge),
        (RateVerdict{.allowed = false, .limit = 10, .remaining = 0, .reset = seconds(60), .retry_after = seconds(6)}));
}

TEST(TokenBucket, WhatWasTakenComesBackOneByOne) {
    const TokenBucketRule rule{{.limit = 10, .timespan = seconds(60)}};
    TokenBucket bucket;
    EXPECT_EQ(allowed_of(rule, bucket, 10), 10);
    EXPECT_FALSE(rule.hit(bucket, first_charge + milliseconds(5999)).allowed);
    EXPECT_TRUE(rule.hit(bucket, first_charge + seconds(6)).allowed);
    EXPECT_FALSE(rule.hit(bucket, first_charge + seconds(6)).allowed);
    EXPECT_EQ(allowed_of(rule, bucket, 100, first_charge + seconds(36)), 5);
    EXPECT_EQ(allowed_of(rule, bucket, 100, first_charge + hours(9)), 10);
}

TEST(TokenBucket, ARefusedRequestNeverLengthensTheWait) {
    const TokenBucketRule rule{{.limit = 2, .timespan = seconds(2)}};
    TokenBucket bucket;
    EXPECT_EQ(allowed_of(rule, bucket, 1000), 2);
    EXPECT_TRUE(rule.hit(bucket, first_charge + seconds(1)).allowed);
}

/// The bound that the documentation gives: the limit, and what came back meanwhile.
TEST(TokenBucket, NoSpanOfTimeSeesMoreThanTheLimitAndWhatCameBack) {
    const TokenBucketRule rule{{.limit = 7, .timespan = seconds(10)}};
    TokenBucket bucket;
    int allowed = 0;
    for (int i = 0; i < 30'000; ++i) allowed += rule.hit(bucket, first_charge + milliseconds(i)).allowed ? 1 : 0;
    EXPECT_EQ(allowed, 7 + 7 * 3 - 1);
}

TEST(TokenBucket, IsExactWhereTheTimespanIsNoMultipleOfTheLimit) {
    for (const std::uint32_t limit : {3U, 7U, 999'983U, 1'000'000U}) {
        const TokenBucketRule rule{{.limit = limit, .timespan = seconds(1)}};
        TokenBucket bucket;
        EXPECT_EQ(allowed_of(rule, bucket, 1'000'100), static_cast<int>(limit));
    }
}

TEST(TokenBucket, AClientThatExceedsIsRefusedForTheBlock) {
    const TokenBucketRule rule{{.limit = 2, .timespan = seconds(10), .block_duration = seconds(60)}};
    TokenBucket bucket;
    EXPECT_EQ(allowed_of(rule, bucket, 2), 2);
    const RateVerdict refused{
        .allowed = false, .limit = 2, .remaining = 0, .reset = seconds(60), .retry_after = seconds(60)};
    EXPECT_EQ(rule.hit(bucket, first_charge), refused);
    EXPECT_EQ(rule.hit(bucket, first_charge + seconds(59)).retry_after, seconds(1));
    EXPECT_EQ(allowed_of(rule, bucket, 3, first_charge + seconds(60)), 2);
}

TEST(TokenBucket, UsingTheLastOneIsNoExcess) {
    const TokenBucketRule rule{{.limit = 2, .timespan = seconds(10), .block_duration = hours(1)}};
    TokenBucket bucket;
    EXPECT_EQ(allowed_of(rule, bucket, 2), 2);
    EXPECT_TRUE(rule.hit(bucket, first_charge + seconds(5)).allowed);
}

TEST(TokenBucket, AfterAShortBlockTheBudgetIsAsFullAsItWouldBe) {
    const TokenBucketRule rule{{.limit = 2, .timespan = seconds(100), .block_duration = seconds(1)}};
    TokenBucket bucket;
    EXPECT_EQ(allowed_of(rule, bucket, 2), 2);
    EXPECT_EQ(rule.hit(bucket, first_charge).retry_after, seconds(50));
}

/// security.md, line 89.
TEST(TokenBucket, NobodyIsShutOutBecauseTheClockWasSetBack) {
    const TokenBucketRule rule{{.limit = 1, .timespan = seconds(60), .block_duration = seconds(60)}};
    TokenBucket bucket;
    EXPECT_EQ(allowed_of(rule, bucket, 2, first_charge + hours(1)), 1);
    EXPECT_TRUE(rule.hit(bucket, first_charge).allowed);
}

TEST(TokenBucket, RefusesABudgetThatIsNone) {
    EXPECT_THROW(TokenBucketRule({.limit = 0}), ConfigError);
    EXPECT_THROW(TokenBucketRule({.limit = 1'000'001}), ConfigError);
    EXPECT_THROW(TokenBucketRule({.timespan = seconds(0)}), ConfigError);
    EXPECT_THROW(TokenBucketRule({.timespan = hours(24 * 366)}), ConfigError);
    EXPECT_THROW(TokenBucketRule({.block_duration = seconds(0)}), ConfigError);
    EXPECT_THROW(TokenBucketRule({.block_duration = seconds(-1)}), ConfigError);
}

}  // namespace
}  // namespace ostiary
