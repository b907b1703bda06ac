#include "contract/contract.hpp"

#include <ostiary/values/errors.hpp>

namespace ostiary::testing {
namespace {

class GroupStoreContract : public Contract {
protected:
    void SetUp() override {
        if (is_piccolos()) GTEST_SKIP() << "piccolo's tables have no groups; see DatabaseContract";
        groups_ = database_->groups("users");
    }

    std::shared_ptr<GroupStore> groups_;
    const GroupName ops_{"ops"}, dev_{"dev"};
};

TEST_P(GroupStoreContract, AUserIsInWhatItJoinsUntilItLeaves) {
    EXPECT_TRUE(groups_->of(bob_).empty());
    EXPECT_TRUE(groups_->join(bob_, ops_));
    EXPECT_TRUE(groups_->join(bob_, dev_));
    EXPECT_FALSE(groups_->join(bob_, dev_));
    EXPECT_EQ(groups_->of(bob_), (std::vector{dev_, ops_}));
    EXPECT_TRUE(groups_->of(eve_).empty());
    EXPECT_TRUE(groups_->leave(bob_, dev_));
    EXPECT_FALSE(groups_->leave(bob_, dev_));
    EXPECT_FALSE(groups_->leave(eve_, ops_));
    EXPECT_EQ(groups_->of(bob_), std::vector{ops_});
}

TEST_P(GroupStoreContract, WhoIsDeletedLeavesAllAndNobodyInheritsThem) {
    groups_->join(eve_, ops_);
    users_->remove(eve_);
    EXPECT_TRUE(groups_->of(eve_).empty());
    const UserId again = *users_->create(new_user("eve"));
    EXPECT_TRUE(groups_->of(again).empty());
}

TEST_P(GroupStoreContract, NobodyJoinsWhoIsNotThere) {
    EXPECT_FALSE(groups_->join(UserId{999}, ops_));
    EXPECT_FALSE(groups_->leave(UserId{999}, ops_));
    EXPECT_TRUE(groups_->of(UserId{999}).empty());
}

TEST_P(GroupStoreContract, EachTableOfUsersHasGroupsOfItsOwn) {
    const auto other_users = database_->users("staff");
    const UserId ann = *other_users->create(new_user("ann"));
    database_->groups("staff")->join(ann, ops_);
    EXPECT_TRUE(groups_->of(bob_).empty());
    EXPECT_EQ(database_->groups("staff")->of(ann), std::vector{ops_});
}

TEST_P(GroupStoreContract, IsKeptWithTheRest) {
    groups_->join(bob_, ops_);
    EXPECT_EQ(opened_again()->groups("users")->of(bob_), std::vector{ops_});
}

OSTIARY_CONTRACT(GroupStoreContract);

}  // namespace
}  // namespace ostiary::testing
