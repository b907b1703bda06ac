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
    Throttle throttle(ThrottleOptions options) { return {database_->attempts(), options, "users"}; }

    std::shared_ptr<Database> database_ = open_database("memory:");
    Instant now_ = testing::FakeClock::start;
    Username bob_{.text = "Bob", .key = "bob"};
};

TEST_F(ThrottleTest, CountsAnAccountFromManyAddresses) {
    auto limited = throttle({.account_limit = 3});
    for (int i = 0; i < 3; ++i) EXPECT_FALSE(limited.reserve(bob_, "192.0.2." + std::to_string(i), now_));
    EXPECT_EQ(limited.reserve(bob_, "192.0.2.9", now_), minutes(5));
    EXPECT_FALSE(limited.reserve({.text = "eve", .key = "eve"}, "192.0.2.9", now_));
}

TEST_F(ThrottleTest, CountsAnAddressOverManyAccounts) {
    auto limited = throttle({.address_limit = 3});
    for (int i = 0; i < 3; ++i) {
        const std::string name = "user" + std::to_string(i);
        EXPECT_FALSE(limited.reserve({.text = name, .key = name}, "192.0.2.1", now_));
    }
    EXPECT_TRUE(limited.reserve(bob_, "192.0.2.1", now_));
    EXPECT_TRUE(limited.reserve(bob_, "::ffff:192.0.2.1", now_));
    EXPECT_FALSE(limited.reserve(bob_, "192.0.2.2", now_));
}

TEST_F(ThrottleTest, TakesAnIpv6NetworkForOneClient) {
    auto limited = throttle({.address_limit = 1});
    EXPECT_FALSE(limited.reserve(bob_, "2001:db8::1", now_));
    EXPECT_TRUE(limited.reserve(bob_, "2001:DB8:0:0:ffff::2", now_));
    EXPECT_FALSE(limited.reserve(bob_, "2001:db8:0:1::1", now_));
}

TEST_F(ThrottleTest, OpensAgainAfterTheWindowHoweverManyKnocked) {
    auto limited = throttle({.account_limit = 1});
    EXPECT_FALSE(limited.reserve(bob_, "192.0.2.1", now_));
    for (int i = 0; i < 20; ++i) EXPECT_TRUE(limited.reserve(bob_, "192.0.2.1", now_ + minutes(4)));
    EXPECT_FALSE(limited.reserve(bob_, "192.0.2.1", now_ + minutes(5)));
}

TEST_F(ThrottleTest, ARightPasswordOpensTheAccountAnewAndIsFreeForTheAddress) {
    auto limited = throttle({.account_limit = 2, .address_limit = 2});
    for (int i = 0; i < 10; ++i) {
        EXPECT_FALSE(limited.reserve(bob_, "192.0.2.1", now_)) << i;
        limited.clear(bob_, "192.0.2.1");
    }
}

TEST_F(ThrottleTest, GivesATryBackThatWasNotEvaluated) {
    auto limited = throttle({.account_limit = 1, .address_limit = 1});
    for (int i = 0; i < 5; ++i) {
        EXPECT_FALSE(limited.reserve(bob_, "192.0.2.1", now_)) << i;
        limited.release(bob_, "192.0.2.1");
    }
}

TEST_F(ThrottleTest, NamesTheOptionThatCantBe) {
    EXPECT_THROW(throttle({.account_window = std::chrono::seconds(0)}), ConfigError);
    EXPECT_THROW(throttle({.ipv6_prefix = 129}), ConfigError);
}

}  // namespace
}  // namespace ostiary
