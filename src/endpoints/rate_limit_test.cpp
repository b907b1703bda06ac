#include <ostiary/endpoints/rate_limit.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostiary/values/errors.hpp>

#include "support/app.hpp"
#include "support/fake_clock.hpp"

namespace ostiary {
namespace {

using namespace testing;
using std::chrono::seconds;
using ::testing::HasSubstr;

class RateLimitTest : public ::testing::Test {
protected:
    Handler limited(InMemoryLimitOptions budget = {.limit = 2, .timespan = seconds(60)},
                    RateLimitOptions options = {}) {
        options.provider = in_memory_limit(budget);
        options.clock = clock_;
        return rate_limit([this](const http::Request&) { return ++reached_, http::text("hello"); }, options);
    }
    static http::Request from(std::string client, std::string path = "/login/") {
        http::Request made = request("GET", std::move(path));
        made.client = std::move(client);
        return made;
    }

    std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>();
    int reached_ = 0;
};

TEST_F(RateLimitTest, TellsOnEveryAnswerWhatIsLeft) {
    const auto response = limited()(from("192.0.2.1"));
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(header(response, "RateLimit-Limit"), "2");
    EXPECT_EQ(header(response, "RateLimit-Remaining"), "1");
    EXPECT_EQ(header(response, "RateLimit-Reset"), "30");
    EXPECT_FALSE(response.headers.contains("Retry-After"));
}

TEST_F(RateLimitTest, RefusesWhatIsTooMuchAndSaysWhenToComeAgain) {
    const auto handler = limited();
    handler(from("192.0.2.1"));
    handler(from("192.0.2.1"));
    const auto refused = handler(from("192.0.2.1"));
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.body, "Too many requests");
    EXPECT_EQ(header(refused, "Retry-After"), "30");
    EXPECT_EQ(header(refused, "RateLimit-Remaining"), "0");
    EXPECT_EQ(header(refused, "RateLimit-Reset"), "60");
    EXPECT_EQ(header(refused, "Cache-Control"), "no-store");
    EXPECT_TRUE(refused.headers.contains("Content-Security-Policy"));
    EXPECT_EQ(reached_, 2);
    clock_->advance(seconds(30));
    EXPECT_EQ(handler(from("192.0.2.1")).status, 200);
}

TEST_F(RateLimitTest, TellsAPersonOnAPage) {
    const auto handler = limited({.limit = 1, .timespan = seconds(60)});
    handler(from("192.0.2.1"));
    const auto refused = handler(with(from("192.0.2.1"), "Accept", "text/html,*/*"));
    EXPECT_EQ(refused.status, 429);
    EXPECT_THAT(refused.body, HasSubstr("<h1>Too many requests</h1>"));
    EXPECT_THAT(refused.body, HasSubstr("Please wait 60 seconds, then try again."));
    const auto problem = handler(with(from("192.0.2.1"), "Accept", "application/json"));
    EXPECT_EQ(header(problem, "Content-Type"), "application/problem+json");
}

/// security.md, line 24.
TEST_F(RateLimitTest, AClientHasOneBudgetHoweverItsAddressIsSpelled) {
    const auto v4 = limited({.limit = 1});
    EXPECT_EQ(v4(from("192.0.2.1")).status, 200);
    EXPECT_EQ(v4(from("::ffff:192.0.2.1")).status, 429);
    EXPECT_EQ(v4(from("::FFFF:C000:0201")).status, 429);
    EXPECT_EQ(v4(from("192.0.2.2")).status, 200);
    const auto v6 = limited({.limit = 1});
    EXPECT_EQ(v6(from("2001:db8::1")).status, 200);
    EXPECT_EQ(v6(from("2001:0DB8:0:0:ffff::2")).status, 429);
    EXPECT_EQ(v6(from("2001:db8:0:1::1")).status, 200);
}

TEST_F(RateLimitTest, AnIpv6NetworkMayBeLarger) {
    const auto handler = limited({.limit = 1}, {.ipv6_prefix = 48});
    EXPECT_EQ(handler(from("2001:db8::1")).status, 200);
    EXPECT_EQ(handler(from("2001:db8:0:1::1")).status, 429);
}

/// security.md, lines 25 and 26.
TEST_F(RateLimitTest, NeitherThePathNorAHeaderGivesAnotherBudget) {
    const auto handler = limited({.limit = 1});
    EXPECT_EQ(handler(from("192.0.2.1")).status, 200);
    EXPECT_EQ(handler(from("192.0.2.1", "/LOGIN")).status, 429);
    EXPECT_EQ(handler(from("192.0.2.1", "//login")).status, 429);
    EXPECT_EQ(handler(with(from("192.0.2.1"), "X-Forwarded-For", "192.0.2.9")).status, 429);
}

TEST_F(RateLimitTest, HandlersOfOneProviderShareItsBudgets) {
    const auto provider = in_memory_limit({.limit = 1});
    const Handler next = [](const http::Request&) { return http::text("hello"); };
    EXPECT_EQ(rate_limit(next, {.provider = provider})(from("192.0.2.1")).status, 200);
    EXPECT_EQ(rate_limit(next, {.provider = provider})(from("192.0.2.1")).status, 429);
}

TEST_F(RateLimitTest, WhatALimitFurtherInSaysStands) {
    const auto inner = limited({.limit = 2});
    const auto response = rate_limit(inner)(from("192.0.2.1"));
    EXPECT_THAT(response.headers.all("RateLimit-Limit"), ::testing::ElementsAre("2"));
}

TEST_F(RateLimitTest, WithoutAnAddressNobodyPasses) {
    EXPECT_EQ(limited()(from("")).status, 400);
    EXPECT_EQ(reached_, 0);
}

TEST_F(RateLimitTest, RefusesOptionsThatAreNone) {
    EXPECT_THROW(rate_limit(nullptr), ConfigError);
    EXPECT_THROW(limited({}, {.ipv6_prefix = 0}), ConfigError);
    EXPECT_THROW(limited({}, {.ipv6_prefix = 129}), ConfigError);
}

}  // namespace
}  // namespace ostiary
