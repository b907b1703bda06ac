#include <ostiary/values/errors.hpp>

#include "contract/contract.hpp"

namespace ostiary::testing {
namespace {

using UserStoreContract = Contract;

TEST_P(UserStoreContract, KeepsWhatItIsGiven) {
    const NewUser given{.username = {.text = "Ünï Kind", .key = "ünï kind"},
                        .email = "Uni@Example.org",
                        .password_hash = "$argon2id$v=19$...",
                        .active = false,
                        .admin = true,
                        .superuser = true,
                        .created_at = noon};
    const auto id = users_->create(given);
    ASSERT_TRUE(id);
    const auto kept = users_->find(*id);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->user, as_kept(User{.id = *id,
                                       .username = "Ünï Kind",
                                       .email = "Uni@Example.org",
                                       .active = false,
                                       .admin = true,
                                       .superuser = true,
                                       .created_at = noon}));
    EXPECT_EQ(kept->password_hash, "$argon2id$v=19$...");
}

TEST_P(UserStoreContract, FindsByTheKeyAndNotByTheText) {
    if (is_piccolos()) GTEST_SKIP() << "piccolo finds a name as it is spelled, and has no column for a key";
    const auto id = users_->create({.username = {.text = "Carol", .key = "carol"}});
    EXPECT_EQ(users_->find(Username{.text = "anything", .key = "carol"})->user.id, *id);
    EXPECT_FALSE(users_->find(Username{.text = "Carol", .key = "Carol"}));
    EXPECT_FALSE(users_->find(UserId{id->value + 1}));
    EXPECT_FALSE(users_->find(UserId{0}));
}

TEST_P(UserStoreContract, RefusesATakenNameAndATakenAddressWhateverItsCase) {
    // To piccolo a name in other letters is another name.
    EXPECT_FALSE(users_->create({.username = {.text = is_piccolos() ? "bob" : "BOB", .key = "bob"}}));
    EXPECT_FALSE(users_->create({.username = {.text = "new", .key = "new"}, .email = "BOB@example.ORG"}));
    EXPECT_TRUE(users_->create({.username = {.text = "new", .key = "new"}, .email = "new@example.org"}));
}

TEST_P(UserStoreContract, LetsManyHaveNoAddress) {
    if (is_piccolos()) GTEST_SKIP() << "piccolo's column is unique, the empty address included";
    EXPECT_TRUE(users_->create({.username = {.text = "one", .key = "one"}}));
    EXPECT_TRUE(users_->create({.username = {.text = "two", .key = "two"}}));
}

TEST_P(UserStoreContract, ListsInTheOrderOfIdsAfterOneAndUpToALimit) {
    const auto names = [&](UserId after, std::size_t limit) {
        std::vector<std::string> found;
        for (const auto& user : users_->list(after, limit)) found.push_back(user.username);
        return found;
    };
    users_->create(new_user("amy"));
    EXPECT_EQ(names({}, 10), (std::vector<std::string>{"bob", "eve", "amy"}));
    EXPECT_EQ(names({}, 2), (std::vector<std::string>{"bob", "eve"}));
    EXPECT_EQ(names(bob_, 1), std::vector<std::string>{"eve"});
    EXPECT_TRUE(names({}, 0).empty());
    EXPECT_EQ(names({}, static_cast<std::size_t>(-1)).size(), 3U);
}

TEST_P(UserStoreContract, ANewPasswordEndsTheSessionsOfThatUserInEveryTable) {
    const auto other_sessions = database_->sessions("app_sessions", "users");
    sessions_->create(new_session(bob_, "1"), token(1), {});
    other_sessions->create(new_session(bob_, "2"), token(2), {});
    sessions_->create(new_session(eve_, "3"), token(3), {});
    EXPECT_TRUE(users_->set_password(bob_, "new hash"));
    EXPECT_EQ(users_->find(bob_)->password_hash, "new hash");
    EXPECT_FALSE(sessions_->find(token(1), noon));
    EXPECT_FALSE(other_sessions->find(token(2), noon));
    EXPECT_TRUE(sessions_->find(token(3), noon));
}

TEST_P(UserStoreContract, ChangesAPasswordOnlyWhereItStillIsTheOldOneAndEndsTheSessions) {
    sessions_->create(new_session(bob_, "1"), token(1), {});
    EXPECT_FALSE(users_->change_password(bob_, "not the hash", "new hash"));
    EXPECT_EQ(users_->find(bob_)->password_hash, "hash of bob");
    EXPECT_TRUE(sessions_->find(token(1), noon));
    EXPECT_TRUE(users_->change_password(bob_, "hash of bob", "new hash"));
    EXPECT_EQ(users_->find(bob_)->password_hash, "new hash");
    EXPECT_FALSE(sessions_->find(token(1), noon));
}

TEST_P(UserStoreContract, LeavesTheSessionsOfAnotherTablesUserAlone) {
    const auto staff = database_->users("staff");
    const auto staff_sessions = database_->sessions("staff_sessions", "staff");
    const auto amy = *staff->create(new_user("amy"));
    ASSERT_EQ(amy, bob_);
    staff_sessions->create(new_session(amy, "1"), token(1), {});
    users_->set_password(bob_, "new hash");
    users_->remove(bob_);
    EXPECT_TRUE(staff_sessions->find(token(1), noon));
    EXPECT_TRUE(staff->find(amy));
}

TEST_P(UserStoreContract, UpgradesAPasswordOnlyWhereItStillIsTheOldOne) {
    sessions_->create(new_session(bob_, "1"), token(1), {});
    EXPECT_FALSE(users_->upgrade_password(bob_, "not the hash", "stronger"));
    EXPECT_EQ(users_->find(bob_)->password_hash, "hash of bob");
    EXPECT_TRUE(users_->upgrade_password(bob_, "hash of bob", "stronger"));
    EXPECT_EQ(users_->find(bob_)->password_hash, "stronger");
    EXPECT_TRUE(sessions_->find(token(1), noon));
}

TEST_P(UserStoreContract, DisablingEndsTheSessionsAndEnablingBringsNoneBack) {
    sessions_->create(new_session(bob_, "1"), token(1), {});
    EXPECT_TRUE(users_->set_active(bob_, true));
    EXPECT_TRUE(sessions_->find(token(1), noon));
    EXPECT_TRUE(users_->set_active(bob_, false));
    EXPECT_FALSE(users_->find(bob_)->user.active);
    EXPECT_TRUE(users_->set_active(bob_, true));
    EXPECT_TRUE(users_->find(bob_)->user.active);
    EXPECT_FALSE(sessions_->find(token(1), noon));
}

TEST_P(UserStoreContract, RemovingEndsTheSessionsAndTheIdIsNeverUsedAgain) {
    sessions_->create(new_session(eve_, "1"), token(1), {});
    EXPECT_TRUE(users_->remove(eve_));
    EXPECT_FALSE(users_->find(eve_));
    EXPECT_FALSE(sessions_->find(token(1), noon));
    const auto again = users_->create(new_user("eve"));
    ASSERT_TRUE(again);
    EXPECT_GT(*again, eve_);
    EXPECT_TRUE(sessions_->list(*again, noon, 10).empty());
}

TEST_P(UserStoreContract, SaysWhereTheUserDoesNotExist) {
    const UserId nobody{999};
    EXPECT_FALSE(users_->set_password(nobody, "x"));
    EXPECT_FALSE(users_->change_password(nobody, "x", "y"));
    EXPECT_FALSE(users_->upgrade_password(nobody, "x", "y"));
    EXPECT_FALSE(users_->set_active(nobody, false));
    EXPECT_FALSE(users_->remove(nobody));
    EXPECT_NO_THROW(users_->record_login(nobody, noon));
}

TEST_P(UserStoreContract, RecordsTheLastLogin) {
    EXPECT_FALSE(users_->find(bob_)->user.last_login);
    users_->record_login(bob_, noon);
    EXPECT_EQ(users_->find(bob_)->user.last_login, noon);
}

/// Texts that have opened a store to strangers elsewhere.
TEST_P(UserStoreContract, KeepsAnyTextAsItIs) {
    std::vector<std::string> texts{"' OR 1=1--",       "\"; DROP TABLE users; --",      "?1 :name @x $y",
                                   "%_*[a-z]",         std::string{"nul\0inside", 10},  std::string{"nul\0another", 11},
                                   "\r\nFLUSHALL\r\n", "\xF0\x9F\x94\x91 \xE2\x80\xAE", std::string(100'000, 'x')};
    if (is_piccolos()) texts.pop_back();  // longer than a name can be there
    for (const auto& text : texts) {
        const auto id = users_->create({.username = {.text = text, .key = text}, .email = text, .password_hash = text});
        ASSERT_TRUE(id) << text.substr(0, 20);
        const auto kept = users_->find(Username{.text = text, .key = text});
        ASSERT_TRUE(kept) << text.substr(0, 20);
        EXPECT_EQ(kept->user.id, *id);
        EXPECT_EQ(kept->user.username, text);
        EXPECT_EQ(kept->user.email, text);
        EXPECT_EQ(kept->password_hash, text);
    }
    EXPECT_EQ(users_->list({}, 100).size(), texts.size() + 2);
}

OSTIARY_CONTRACT(UserStoreContract);

}  // namespace
}  // namespace ostiary::testing
