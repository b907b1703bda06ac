#include <array>
#include <atomic>

#include "contract/contract.hpp"
#include "support/at_once.hpp"

namespace ostiary::testing {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

/// Half of the callers come through another opening of the database, as another process would.
class ConcurrencyContract : public Contract {
protected:
    std::shared_ptr<Database> other_ = opened_again();

    std::shared_ptr<Database> database_of(std::size_t caller) { return caller % 2 == 0 ? database_ : other_; }
};

/// security.md, line 72.
TEST_P(ConcurrencyContract, OfFiftyWhoTakeOneNameOneGetsIt) {
    std::atomic<int> created = 0;
    at_once(50, [&](std::size_t i) {
        const auto users = database_of(i)->users("users");
        if (users->create({.username = {.text = "amy", .key = "amy"}})) ++created;
    });
    EXPECT_EQ(created, 1);
    EXPECT_EQ(users_->list({}, 100).size(), 3U);
}

TEST_P(ConcurrencyContract, OfFiftyWhoTakeOneAddressOneGetsIt) {
    std::atomic<int> created = 0;
    at_once(50, [&](std::size_t i) {
        const auto name = "user" + std::to_string(i);
        const auto address = i % 3 == 0 ? "amy@example.org" : "Amy@Example.org";
        if (database_of(i)->users("users")->create({.username = {.text = name, .key = name}, .email = address})) {
            ++created;
        }
    });
    EXPECT_EQ(created, 1);
}

/// security.md, line 27.
TEST_P(ConcurrencyContract, OfFiftyTriesAgainstABudgetOfFiveFiveAreAdmitted) {
    std::atomic<int> admitted = 0;
    at_once(50, [&](std::size_t i) {
        const std::array budgets{AttemptBudget{.key = "account", .limit = 5, .window = minutes(5)},
                                 AttemptBudget{.key = "address", .limit = 50, .window = minutes(5)}};
        if (!database_of(i)->attempts()->reserve(budgets, noon + std::chrono::milliseconds(i))) ++admitted;
    });
    EXPECT_EQ(admitted, 5);
    const std::array address{AttemptBudget{.key = "address", .limit = 6, .window = minutes(5)}};
    EXPECT_FALSE(attempts_->reserve(address, noon + minutes(1)));
    EXPECT_TRUE(attempts_->reserve(address, noon + minutes(1)));
}

/// security.md, line 40.
TEST_P(ConcurrencyContract, AProlongationThatRacesALogoutNeverRevives) {
    for (std::uint64_t round = 0; round < 20; ++round) {
        sessions_->create(new_session(bob_, std::to_string(round)), token(round), {});
        at_once(4, [&](std::size_t i) {
            const auto sessions = database_of(i)->sessions("sessions", "users");
            if (i == 0) {
                EXPECT_TRUE(sessions->revoke(token(round)));
                EXPECT_FALSE(sessions->find(token(round), noon));
            } else {
                sessions->touch(token(round), noon + minutes(1), noon + minutes(90));
            }
        });
        EXPECT_FALSE(sessions_->find(token(round), noon));
    }
    EXPECT_EQ(sessions_->count(noon), 0U);
}

TEST_P(ConcurrencyContract, OfManyRevocationsOneEndsTheSession) {
    sessions_->create(new_session(bob_, "1"), token(1), {});
    std::atomic<int> ended = 0;
    at_once(20, [&](std::size_t i) {
        if (database_of(i)->sessions("sessions", "users")->revoke(token(1))) ++ended;
    });
    EXPECT_EQ(ended, 1);
}

/// security.md, line 43.
TEST_P(ConcurrencyContract, NobodySeesTheNewPasswordWithTheOldSessions) {
    sessions_->create(new_session(bob_, "1"), token(1), {});
    at_once(4, [&](std::size_t i) {
        const auto users = database_of(i)->users("users");
        const auto sessions = database_of(i)->sessions("sessions", "users");
        if (i == 0) {
            EXPECT_TRUE(users->set_password(bob_, "new"));
            return;
        }
        while (users->find(bob_)->password_hash != "new") std::this_thread::yield();
        EXPECT_FALSE(sessions->find(token(1), noon));
    });
}

TEST_P(ConcurrencyContract, LoginsAndLogoutsOfManyLoseNone) {
    constexpr std::size_t callers = 16;
    constexpr std::uint64_t rounds = 20;
    at_once(callers, [&](std::size_t i) {
        const auto sessions = database_of(i)->sessions("sessions", "users");
        for (std::uint64_t round = 0; round < rounds; ++round) {
            const auto number = i * rounds + round;
            const auto replaced = round == 0 ? std::nullopt : std::optional{token(number - 1)};
            sessions->create(new_session(bob_, std::to_string(number)), token(number), replaced);
            EXPECT_TRUE(sessions->find(token(number), noon));
        }
    });
    EXPECT_EQ(sessions_->count(noon), callers);
    for (std::size_t i = 0; i < callers; ++i) EXPECT_TRUE(sessions_->find(token(i * rounds + rounds - 1), noon));
}

TEST_P(ConcurrencyContract, OpeningAtOnceMakesTheTablesOnce) {
    at_once(8, [&](std::size_t) {
        const auto database = opened_again();
        EXPECT_NO_THROW(database->sessions("late_sessions", "late_users"));
    });
    EXPECT_TRUE(database_->users("late_users")->create(new_user("bob")));
}

OSTIARY_CONTRACT(ConcurrencyContract);

}  // namespace
}  // namespace ostiary::testing
