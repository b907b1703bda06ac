#include "auth/authenticator.hpp"

#include <gtest/gtest.h>

#include <ostiary/stores/open_database.hpp>
#include <ostiary/values/errors.hpp>

#include "support/plain_hasher.hpp"

namespace ostiary {
namespace {

class AuthenticatorTest : public ::testing::Test {
protected:
    UserId add(const std::string& name, const std::string& hash, bool active = true) {
        return *users_->create({.username = {.text = name, .key = name}, .password_hash = hash, .active = active});
    }
    AuthenticationResult check(const std::string& name, const std::string& password) {
        return authenticator_.check(name, Secret{password});
    }
    std::string_view refusal(const std::string& name, const std::string& password) {
        const auto result = check(name, password);
        const auto* refused = std::get_if<Refused>(&result);
        return refused != nullptr ? refused->reason : "not refused";
    }

    std::shared_ptr<Database> database_ = open_database("memory:");
    std::shared_ptr<UserStore> users_ = database_->users("users");
    std::shared_ptr<testing::PlainHasher> hasher_ = std::make_shared<testing::PlainHasher>();
    Authenticator authenticator_{users_, hasher_, true};
};

TEST_F(AuthenticatorTest, FindsTheUserByAnySpellingOfTheName) {
    const UserId bob = add("bob", "plain:secret");
    for (const auto* name : {"bob", "Bob", "BOB"}) {
        const auto result = check(name, "secret");
        ASSERT_TRUE(std::holds_alternative<Authenticated>(result)) << name;
        EXPECT_EQ(std::get<Authenticated>(result).user.id, bob);
    }
}

TEST_F(AuthenticatorTest, EveryRefusalCostsOneHash) {
    add("bob", "plain:secret");
    add("idle", "plain:secret", false);
    add("locked", "");
    int expected = 0;
    for (const auto* name : {"bob", "nobody", "locked", "", "a\nb"}) {
        EXPECT_NE(refusal(name, "wrong"), "not refused") << name;
        EXPECT_EQ(hasher_->spent, ++expected) << name;
    }
    EXPECT_EQ(refusal("idle", "secret"), "inactive user");
    EXPECT_EQ(hasher_->spent, ++expected);
}

TEST_F(AuthenticatorTest, UpgradesAnOldHashOnce) {
    const UserId bob = add("bob", "old:secret");
    EXPECT_TRUE(std::get<Authenticated>(check("bob", "secret")).upgraded);
    EXPECT_EQ(users_->find(bob)->password_hash, "plain:secret");
    EXPECT_FALSE(std::get<Authenticated>(check("bob", "secret")).upgraded);
}

TEST_F(AuthenticatorTest, TwoLoginsThatUpgradeOneHashAreBothRight) {
    const UserId bob = add("bob", "old:secret");
    // The other login comes between this one's look at the row and its upgrade of it.
    hasher_->on_hash = [&] { users_->upgrade_password(bob, "old:secret", "plain:secret"); };
    const auto authenticated = std::get<Authenticated>(check("bob", "secret"));
    EXPECT_FALSE(authenticated.upgraded);
    EXPECT_TRUE(authenticator_.is_current(authenticated));
}

TEST_F(AuthenticatorTest, APasswordChangedDuringTheUpgradeIsNoLongerCurrent) {
    const UserId bob = add("bob", "old:secret");
    hasher_->on_hash = [&] { users_->set_password(bob, "plain:other"); };
    EXPECT_FALSE(authenticator_.is_current(std::get<Authenticated>(check("bob", "secret"))));
}

TEST_F(AuthenticatorTest, APasswordChangedMeanwhileIsNoLongerCurrent) {
    const UserId bob = add("bob", "plain:secret");
    const auto authenticated = std::get<Authenticated>(check("bob", "secret"));
    EXPECT_TRUE(authenticator_.is_current(authenticated));
    users_->set_password(bob, "plain:other");
    EXPECT_FALSE(authenticator_.is_current(authenticated));
    users_->set_password(bob, "plain:secret");
    users_->set_active(bob, false);
    EXPECT_FALSE(authenticator_.is_current(authenticated));
}

}  // namespace
}  // namespace ostiary
