#include "auth/throttle.hpp"

#include <gtest/gtest.h>

#include <ostiary/stores/open_database.hpp>
#include <ostiary/values/errors.hpp>

#include "support/fake_clock.hpp"

namespace ostiary {
namespace {

using std::chrono::minutes;

class ThrottleTest : public ::testing::Test {
protected:
    Throttle throttle(ThrottleOptions options) { return {database_->attempts(), options, {.table = "users"}}; }

    std::shared_ptr<Database> database_ = open_database("memory:");
    Instant now_ = testing::FakeClock::start;
};

TEST_F(ThrottleTest, CountsAnAccountInAnySpelling) {
    auto limited = throttle({.account_limit = 3});
    for (const auto* name : {"bob", "Bob", "BOB"}) EXPECT_FALSE(limited.reserve_account(name, now_));
    EXPECT_EQ(limited.reserve_account("bob", now_), minutes(5));
    EXPECT_FALSE(limited.reserve_account("eve", now_));
}

TEST_F(ThrottleTest, WhereSpellingsAreTwoUsersOneCantClearTheOthersTries) {
    Throttle limited{database_->attempts(), {.account_limit = 1}, {.table = "users", .tells_spellings_apart = true}};
    EXPECT_FALSE(limited.reserve_account("bob", now_));
    EXPECT_FALSE(limited.reserve_account("BOB", now_));
    limited.clear("BOB", "192.0.2.1");
    EXPECT_FALSE(limited.reserve_account("BOB", now_));
    EXPECT_TRUE(limited.reserve_account("bob", now_));
}

TEST_F(ThrottleTest, AShorterWindowElsewhereDoesNotEndTheLonger) {
    auto hourly = throttle(
        {.account_limit = 1, .account_window = minutes(60), .address_limit = 1, .address_window = minutes(60)});
    auto brief = throttle({});
    EXPECT_FALSE(hourly.reserve("bob", "192.0.2.1", now_));
    EXPECT_FALSE(brief.reserve("bob", "192.0.2.1", now_));
    EXPECT_TRUE(hourly.reserve_account("bob", now_ + minutes(30)));
    EXPECT_TRUE(hourly.reserve_address("192.0.2.1", now_ + minutes(30)));
}

TEST_F(ThrottleTest, CountsAnAddressInAnySpelling) {
    auto limited = throttle({.address_limit = 2});
    EXPECT_FALSE(limited.reserve_address("192.0.2.1", now_));
    EXPECT_FALSE(limited.reserve_address("::ffff:192.0.2.1", now_));
    EXPECT_TRUE(limited.reserve_address("192.0.2.1", now_));
    EXPECT_FALSE(limited.reserve_address("192.0.2.2", now_));
}

TEST_F(ThrottleTest, TakesAnIpv6NetworkForOneClient) {
    auto limited = throttle({.address_limit = 1});
    EXPECT_FALSE(limited.reserve_address("2001:db8::1", now_));
    EXPECT_TRUE(limited.reserve_address("2001:DB8:0:0:ffff::2", now_));
    EXPECT_FALSE(limited.reserve_address("2001:db8:0:1::1", now_));
    EXPECT_EQ(limited.address_key("2001:db8::1"), limited.address_key("2001:db8::2"));
}

TEST_F(ThrottleTest, OpensAgainAfterTheWindowHoweverManyKnocked) {
    auto limited = throttle({.account_limit = 1});
    EXPECT_FALSE(limited.reserve_account("bob", now_));
    for (int i = 0; i < 20; ++i) EXPECT_TRUE(limited.reserve_account("bob", now_ + minutes(4)));
    EXPECT_FALSE(limited.reserve_account("bob", now_ + minutes(5)));
}

TEST_F(ThrottleTest, ARightPasswordOpensTheAccountAnewAndIsFreeForTheAddress) {
    auto limited = throttle({.account_limit = 2, .address_limit = 2});
    for (int i = 0; i < 10; ++i) {
        EXPECT_FALSE(limited.reserve_address("192.0.2.1", now_)) << i;
        EXPECT_FALSE(limited.reserve_account("bob", now_)) << i;
        limited.clear("bob", "192.0.2.1");
    }
}

TEST_F(ThrottleTest, GivesATryBackThatWasNotEvaluated) {
    auto limited = throttle({.account_limit = 1, .address_limit = 1});
    for (int i = 0; i < 5; ++i) {
        EXPECT_FALSE(limited.reserve_address("192.0.2.1", now_)) << i;
        EXPECT_FALSE(limited.reserve_account("bob", now_)) << i;
        limited.release_address("192.0.2.1");
        limited.release_account("bob");
    }
}

TEST_F(ThrottleTest, ALimitOfZeroIsNone) {
    auto limited = throttle({.account_limit = 0, .address_limit = 0});
    for (int i = 0; i < 200; ++i) {
        EXPECT_FALSE(limited.reserve_address("192.0.2.1", now_));
        EXPECT_FALSE(limited.reserve_account("bob", now_));
    }
}

TEST_F(ThrottleTest, NamesTheOptionThatCantBe) {
    EXPECT_THROW(throttle({.account_window = std::chrono::seconds(0)}), ConfigError);
    EXPECT_THROW(throttle({.ipv6_prefix = 129}), ConfigError);
}

}  // namespace
}  // namespace ostiary
