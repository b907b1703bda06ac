#include "auth/session_lifecycle.hpp"

#include <gtest/gtest.h>

#include <ostiary/stores/open_database.hpp>

#include "support/fake_clock.hpp"

namespace ostiary {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

class SessionLifecycleTest : public ::testing::Test {
protected:
    StartedSession start(const std::optional<SessionToken>& presented = {}) {
        return sessions_.start(bob_, {.address = "192.0.2.1", .user_agent = "test"},
                               {.idle = hours(1), .absolute = hours(4)}, presented);
    }

    std::shared_ptr<testing::FakeClock> clock_ = std::make_shared<testing::FakeClock>();
    std::shared_ptr<Database> database_ = open_database("memory:");
    UserId bob_ = *database_->users("users")->create({.username = {.text = "bob", .key = "bob"}});
    SessionLifecycle sessions_{database_->sessions("sessions", "users"), clock_};
};

TEST_F(SessionLifecycleTest, StartsWithWhatTheClientIs) {
    const auto started = start();
    const auto found = sessions_.resume(started.token, std::nullopt);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->session, started.session);
    EXPECT_EQ(found->user->username, "bob");
    EXPECT_EQ(found->session.address, "192.0.2.1");
}

TEST_F(SessionLifecycleTest, EndsThePresentedSessionAndNeverAdoptsItsToken) {
    const auto first = start();
    const auto second = start(first.token);
    EXPECT_NE(first.token.reveal(), second.token.reveal());
    EXPECT_FALSE(sessions_.resume(first.token, std::nullopt));
    EXPECT_TRUE(sessions_.resume(second.token, std::nullopt));
}

TEST_F(SessionLifecycleTest, EndsAtItsIdleTimeout) {
    const auto started = start();
    clock_->advance(hours(1) - std::chrono::milliseconds(1));
    EXPECT_TRUE(sessions_.resume(started.token, std::nullopt));
    clock_->advance(std::chrono::milliseconds(1));
    EXPECT_FALSE(sessions_.resume(started.token, std::nullopt));
    EXPECT_FALSE(sessions_.resume(started.token, minutes(30)));
}

TEST_F(SessionLifecycleTest, IsProlongedWhereLittleIsLeftAndNeverPastItsMaximum) {
    const auto started = start();
    EXPECT_EQ(sessions_.resume(started.token, minutes(30))->session.expires_at, started.session.expires_at);
    clock_->advance(minutes(31));
    EXPECT_EQ(sessions_.resume(started.token, minutes(30))->session.expires_at,
              started.session.expires_at + minutes(30));
    for (int i = 0; i < 24; ++i) {
        clock_->advance(minutes(10));
        const auto found = sessions_.resume(started.token, minutes(30));
        if (clock_->now() >= started.session.max_expires_at) {
            EXPECT_FALSE(found);
        } else {
            ASSERT_TRUE(found);
            EXPECT_LE(found->session.expires_at, started.session.max_expires_at);
        }
    }
    EXPECT_GE(clock_->now(), started.session.max_expires_at);
}

TEST_F(SessionLifecycleTest, IsProlongedInItsLastSecondsToo) {
    const auto started = start();
    clock_->advance(hours(1) - std::chrono::milliseconds(1));
    ASSERT_TRUE(sessions_.resume(started.token, minutes(30)));
    clock_->advance(minutes(29));
    EXPECT_TRUE(sessions_.resume(started.token, std::nullopt));
}

TEST_F(SessionLifecycleTest, AnEndedSessionIsNeverProlonged) {
    const auto started = start();
    EXPECT_EQ(sessions_.end(started.token)->id, started.session.id);
    clock_->advance(minutes(45));
    EXPECT_FALSE(sessions_.resume(started.token, minutes(30)));
    EXPECT_FALSE(sessions_.end(started.token));
}

TEST_F(SessionLifecycleTest, NeverOutlivesItsAbsoluteTimeoutEvenWhereTheIdleOneIsLonger) {
    const auto started = sessions_.start(bob_, {}, {.idle = hours(9), .absolute = hours(4)}, std::nullopt);
    EXPECT_EQ(started.session.expires_at, started.session.max_expires_at);
}

}  // namespace
}  // namespace ostiary
