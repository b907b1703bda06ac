#include "stores/piccolo_user_store.hpp"

#include <gmock/gmock.h>

#include <ostiary/values/errors.hpp>

#include "support/piccolo_file.hpp"
#include "support/rows.hpp"

namespace ostiary {
namespace {

using ::testing::ElementsAre;
using testing::new_user;
using testing::noon;
using ::testing::StartsWith;

using PiccoloUsers = testing::PiccoloFile;

Username named(const std::string& text, const std::string& key) {
    return {.text = text, .key = key};
}

TEST_F(PiccoloUsers, AreReadAsPiccoloWroteThem) {
    const auto bob = users()->find(named("bob", "bob"));
    ASSERT_TRUE(bob);
    const Instant seen{std::chrono::sys_days{std::chrono::July / 1 / 2026} + std::chrono::hours(11) +
                       std::chrono::milliseconds(250)};
    EXPECT_EQ(bob->user, (User{.id = {1},
                               .username = "bob",
                               .email = "bob@example.org",
                               .last_login = seen,
                               .first_name = "Bob",
                               .last_name = ""}));
    EXPECT_THAT(bob->password_hash, StartsWith("pbkdf2_sha256$600000$"));

    const auto eve = users()->find(UserId{2});
    ASSERT_TRUE(eve);
    EXPECT_EQ(eve->user, (User{.id = {2},
                               .username = "Eve",
                               .email = "",
                               .admin = true,
                               .superuser = true,
                               .first_name = "",
                               .last_name = ""}));
    EXPECT_EQ(users()->list({}, 10).back(),
              (User{.id = {3}, .username = "idle", .email = "idle@example.org", .active = false}));
}

TEST_F(PiccoloUsers, AreFoundByTheirNameAsItIsSpelled) {
    EXPECT_TRUE(users()->find(named("Eve", "eve")));
    EXPECT_FALSE(users()->find(named("eve", "eve")));
    EXPECT_FALSE(users()->find(named("EVE", "eve")));
    EXPECT_TRUE(users()->create({.username = named("eve", "eve"), .email = "other@example.org"}));
    EXPECT_NE(users()->find(named("eve", "eve"))->user.id, users()->find(named("Eve", "eve"))->user.id);
}

TEST_F(PiccoloUsers, AreFoundByNoNameOfOverAHundredCharacters) {
    std::string hundred;
    for (int i = 0; i < 100; ++i) hundred += "\xC3\xBC";
    piccolo_.execute("UPDATE piccolo_user SET username = '" + hundred + "' WHERE id = 1");
    EXPECT_TRUE(users()->find(named(hundred, hundred)));
    piccolo_.execute("UPDATE piccolo_user SET username = username || 'x' WHERE id = 1");
    EXPECT_FALSE(users()->find(named(hundred + "x", hundred + "x")));
    EXPECT_THROW(static_cast<void>(users()->create(new_user(hundred + "y"))), StoreError);
}

/// What piccolo reads as true is the number 1 alone.
TEST_F(PiccoloUsers, HaveNoRightThatPiccoloWouldNotGiveThem) {
    for (const std::string value : {"2", "-1", "'true'", "'yes'", "''", "x'01'", "0"}) {
        piccolo_.execute("UPDATE piccolo_user SET active = " + value + ", admin = " + value + ", superuser = " + value);
        const auto user = users()->find(UserId{1})->user;
        EXPECT_FALSE(user.active || user.admin || user.superuser) << value;
    }
    piccolo_.execute("UPDATE piccolo_user SET active = true, admin = '1'");
    EXPECT_TRUE(users()->find(UserId{1})->user.active);
    EXPECT_TRUE(users()->find(UserId{1})->user.admin);
}

TEST_F(PiccoloUsers, MayLackWhatTheirColumnsLeaveOut) {
    piccolo_.execute("UPDATE piccolo_user SET last_login = 'lately', first_name = NULL WHERE id = 1");
    const auto bob = users()->find(UserId{1})->user;
    EXPECT_FALSE(bob.last_login);
    EXPECT_FALSE(bob.first_name);
}

TEST_F(PiccoloUsers, AreWrittenAsPiccoloReadsThem) {
    const auto id = users()->create({.username = named("amy", "amy"),
                                     .email = "amy@example.org",
                                     .password_hash = "pbkdf2_sha256$600000$salt$hex",
                                     .admin = true,
                                     .created_at = noon});
    ASSERT_TRUE(id);
    users()->record_login(*id, noon);
    EXPECT_THAT(ask("SELECT id || '|' || username || '|' || password || '|' || first_name || '|' || last_name || '|' ||"
                    " email || '|' || typeof(active) || active || admin || superuser || '|' || last_login"
                    " FROM piccolo_user WHERE username = 'amy'"),
                ElementsAre("4|amy|pbkdf2_sha256$600000$salt$hex|||amy@example.org|integer110|"
                            "2026-11-24 13:00:00.123000"));
}

/// The column is unique, the empty address included, and Eve has that one.
TEST_F(PiccoloUsers, OneAloneIsWithoutAnAddress) {
    EXPECT_FALSE(users()->create({.username = named("amy", "amy")}));
    piccolo_.execute("DELETE FROM piccolo_user WHERE username = 'Eve'");
    EXPECT_TRUE(users()->create({.username = named("amy", "amy")}));
}

TEST_F(PiccoloUsers, KeepTheirIdToThemselvesForGood) {
    const auto store = users();
    ASSERT_TRUE(store->remove(UserId{3}));
    piccolo_.execute("DELETE FROM piccolo_user WHERE id = 2");
    EXPECT_EQ(store->create(new_user("amy")), UserId{4});
    EXPECT_TRUE(store->remove(UserId{4}));
    EXPECT_TRUE(store->remove(UserId{1}));
    EXPECT_EQ(users()->create(new_user("zoe")), UserId{5});
}

/// Also where nobody has asked for the table of sessions yet, as the command that changes a password may not.
TEST_F(PiccoloUsers, LoseTheirSessionsWithAPasswordARightOrTheirRow) {
    static_cast<void>(users()->set_password(UserId{1}, "new"));
    EXPECT_THAT(ask("SELECT user_id FROM sessions"), ElementsAre("2"));
    static_cast<void>(users()->set_active(UserId{2}, true));
    EXPECT_THAT(ask("SELECT user_id FROM sessions"), ElementsAre("2"));
    static_cast<void>(users()->set_active(UserId{2}, false));
    EXPECT_TRUE(ask("SELECT user_id FROM sessions").empty());
    piccolo_.execute("INSERT INTO sessions (token, user_id) VALUES ('x', 3)");
    static_cast<void>(users()->remove(UserId{3}));
    EXPECT_TRUE(ask("SELECT user_id FROM sessions").empty());
}

TEST_F(PiccoloUsers, LoseNoSessionsInATableThatOnlySoundsLikeThat) {
    piccolo_.execute("DROP TABLE sessions; CREATE TABLE sessions (user_id); INSERT INTO sessions VALUES (1)");
    EXPECT_TRUE(users()->set_password(UserId{1}, "new"));
    EXPECT_THAT(ask("SELECT user_id FROM sessions"), ElementsAre("1"));
}

TEST_F(PiccoloUsers, KeepBothTheOldPasswordAndTheSessionsWhereTheChangeFails) {
    piccolo_.execute(
        "CREATE TRIGGER refuse BEFORE UPDATE OF password ON piccolo_user BEGIN SELECT raise(ABORT, 'no'); END");
    EXPECT_THROW(users()->set_password(UserId{1}, "new"), StoreError);
    EXPECT_THAT(ask("SELECT count(*) FROM sessions WHERE user_id = 1"), ElementsAre("2"));
}

}  // namespace
}  // namespace ostiary
