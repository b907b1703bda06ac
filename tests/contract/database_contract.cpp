#include <ostiary/values/errors.hpp>

#include "contract/contract.hpp"

namespace ostiary::testing {
namespace {

using DatabaseContract = Contract;

TEST_P(DatabaseContract, RefusesATableNameThatIsNoPlainIdentifier) {
    for (const std::string& name :
         {std::string{}, std::string{"1users"}, std::string{"a b"}, std::string{"users; drop table users"},
          std::string{"us\"ers"}, std::string{"us'ers"}, std::string{"a.b"}, std::string{"a-b"},
          std::string{"\xC3\xBCsers"}, std::string{"users\0", 6}, std::string(64, 'a')}) {
        EXPECT_THROW(database_->users(name), ConfigError) << name;
        EXPECT_THROW(database_->sessions(name, "users"), ConfigError) << name;
        EXPECT_THROW(database_->sessions("sessions", name), ConfigError) << name;
    }
}

TEST_P(DatabaseContract, TakesAnyPlainIdentifierAndMakesTheTable) {
    for (const std::string& name :
         {std::string{"_"}, std::string{"Users2"}, std::string{"order"}, std::string{"select"}, std::string(63, 'a')}) {
        const auto users = database_->users(name);
        EXPECT_TRUE(users->create(new_user("bob"))) << name;
        EXPECT_EQ(users->list({}, 10).size(), 1U) << name;
    }
}

TEST_P(DatabaseContract, GivesTheSameTableToAllWhoAsk) {
    EXPECT_EQ(database_->users("users")->find(bob_)->user.username, "bob");
    sessions_->create(new_session(bob_, "1"), token(1), {});
    EXPECT_TRUE(database_->sessions("sessions", "users")->find(token(1), noon));
}

TEST_P(DatabaseContract, RefusesTheSessionsOfOtherUsers) {
    database_->users("staff");
    EXPECT_THROW(database_->sessions("sessions", "staff"), ConfigError);
}

TEST_P(DatabaseContract, AStoreKeepsItAlive) {
    database_.reset();
    attempts_.reset();
    audit_.reset();
    sessions_.reset();
    EXPECT_EQ(users_->find(bob_)->user.username, "bob");
    EXPECT_TRUE(users_->create(new_user("amy")));
}

TEST_P(DatabaseContract, IsFoundWell) {
    EXPECT_NO_THROW(database_->check());
}

OSTIARY_CONTRACT(DatabaseContract);

}  // namespace
}  // namespace ostiary::testing
