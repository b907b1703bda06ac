#include "stores/piccolo_session_store.hpp"

#include <gmock/gmock.h>

#include <ostiary/values/errors.hpp>

#include "support/eventually.hpp"
#include "support/piccolo_file.hpp"
#include "support/rows.hpp"

namespace ostiary {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using ::testing::ElementsAre;
using testing::new_session;
using testing::noon;
using testing::token;

SessionToken spelled(const std::string& text) {
    return *SessionToken::parse(text);
}

class PiccoloSessions : public testing::PiccoloFile {
protected:
    /// Changes the one that lives longest, and tells whether it still lives at noon.
    [[nodiscard]] bool lives_with(const std::string& change) {
        piccolo_.execute("UPDATE sessions SET " + change + " WHERE id = 1");
        return sessions()->find(summer_, noon).has_value();
    }

    const SessionToken summer_ = spelled("bobs-summer-session-AAAAAAAAAAAAAAAAAAAAAAA");
    const SessionToken winter_ = spelled("eves-winter-session-AAAAAAAAAAAAAAAAAAAAAAA");
    const SessionToken expired_ = spelled("bobs-expired-session-AAAAAAAAAAAAAAAAAAAAAA");
};

TEST_F(PiccoloSessions, AreReadAsPiccoloWroteThem) {
    const auto summer = sessions()->find(summer_, noon);
    ASSERT_TRUE(summer);
    const Instant last{std::chrono::sys_days{std::chrono::December / 31 / 2031} + hours(23) - milliseconds(1)};
    const Instant ends{std::chrono::sys_days{std::chrono::July / 1 / 2031} + hours(10) + milliseconds(123)};
    EXPECT_EQ(summer->session, (Session{.id = {"1"}, .user_id = {1}, .expires_at = ends, .max_expires_at = last}));
    EXPECT_EQ(summer->user->username, "bob");
    EXPECT_TRUE(sessions()->find(summer_, ends - milliseconds(1)));
    EXPECT_FALSE(sessions()->find(summer_, ends));

    const auto winter = sessions()->find(winter_, noon);
    ASSERT_TRUE(winter);
    EXPECT_EQ(winter->session.expires_at, Instant{std::chrono::sys_days{std::chrono::January / 15 / 2031} + hours(11)});
    EXPECT_FALSE(sessions()->find(expired_, noon));
}

TEST_F(PiccoloSessions, AreWrittenAsPiccoloReadsThem) {
    const auto id = sessions()->create(new_session(UserId{2}, "ignored"), token(7), {});
    EXPECT_THAT(ask("SELECT id || '|' || token || '|' || user_id || '|' || expiry_date || '|' || max_expiry_date"
                    " FROM sessions WHERE user_id = 2 AND id > 3"),
                ElementsAre(id.value + "|" + std::string{token(7).reveal()} +
                            "|2|2026-11-24 14:00:00.123000|2026-11-24 17:00:00.123000"));
}

TEST_F(PiccoloSessions, AreFoundByTheExactTokenAlone) {
    EXPECT_FALSE(sessions()->find(spelled("BOBS-summer-session-AAAAAAAAAAAAAAAAAAAAAAA"), noon));
    piccolo_.execute(
        "CREATE TABLE loose (id INTEGER PRIMARY KEY, token TEXT COLLATE NOCASE, user_id, expiry_date, max_expiry_date);"
        "INSERT INTO loose SELECT * FROM sessions");
    const auto loose = open()->sessions("loose", "piccolo_user");
    EXPECT_TRUE(loose->find(summer_, noon));
    EXPECT_FALSE(loose->find(spelled("BOBS-summer-session-AAAAAAAAAAAAAAAAAAAAAAA"), noon));
    EXPECT_FALSE(loose->revoke(spelled("BOBS-summer-session-AAAAAAAAAAAAAAAAAAAAAAA")));
}

TEST_F(PiccoloSessions, OfOneTokenLetNobodyIn) {
    piccolo_.execute("UPDATE sessions SET token = (SELECT token FROM sessions WHERE id = 1) WHERE id = 3");
    EXPECT_FALSE(sessions()->find(summer_, noon));
    EXPECT_TRUE(sessions()->revoke(summer_));
    EXPECT_THAT(ask("SELECT id FROM sessions"), ElementsAre("2"));
}

TEST_F(PiccoloSessions, AreOverWhereATimeCannotBeRead) {
    EXPECT_TRUE(lives_with("expiry_date = '2031-07-01T12:00:00'"));
    for (const std::string value :
         {"'soon'", "''", "'9999'", "9999999999999", "1e300", "x'323033'", "'2031-02-30 12:00:00'"}) {
        EXPECT_FALSE(lives_with("expiry_date = " + value)) << value;
        EXPECT_FALSE(lives_with("expiry_date = '2031-07-01 12:00:00', max_expiry_date = " + value)) << value;
        EXPECT_TRUE(lives_with("max_expiry_date = '2031-07-01 12:00:00'"));
    }
    EXPECT_FALSE(lives_with("expiry_date = 'soon'"));
    const auto store = sessions();
    EXPECT_EQ(store->count(noon), 1U);
    EXPECT_TRUE(store->list(UserId{1}, noon, 10).empty());
    store->touch(summer_, noon, noon + hours(1));
    EXPECT_EQ(store->purge(noon, 10), 1U);
    EXPECT_THAT(ask("SELECT expiry_date FROM sessions WHERE id = 1"), ElementsAre("soon"));
    EXPECT_TRUE(store->revoke(summer_));
}

TEST_F(PiccoloSessions, OfNoNumberedUserLetNobodyIn) {
    for (const std::string value : {"'1e'", "'one'", "1.5", "''"}) {
        EXPECT_FALSE(lives_with("user_id = " + value)) << value;
    }
}

TEST_F(PiccoloSessions, OutliveTheirUserWithoutOne) {
    piccolo_.execute("DELETE FROM piccolo_user WHERE id = 1");
    const auto found = sessions()->find(summer_, noon);
    ASSERT_TRUE(found);
    EXPECT_FALSE(found->user);
}

TEST_F(PiccoloSessions, AreProlongedInPiccolosTextAndNoFurtherThanTheirMaximum) {
    const auto store = sessions();
    const auto ends = [&] { return ask("SELECT expiry_date FROM sessions WHERE id = 1").front(); };
    store->touch(summer_, noon, store->find(summer_, noon)->session.expires_at + minutes(5));
    EXPECT_TRUE(testing::eventually([&] { return ends() == "2031-07-01 12:05:00.123000"; })) << ends();
    store->touch(summer_, noon, noon + hours(24 * 365 * 20));
    EXPECT_TRUE(testing::eventually([&] { return ends() == "2031-12-31 23:59:59.999000"; })) << ends();
}

/// piccolo prolongs a session by writing back the row that it had read, to whatever row has its number by then.
TEST_F(PiccoloSessions, ThatEndedDoNotReturnInThePlaceOfALaterOne) {
    const auto store = sessions();
    const auto id = store->create(new_session(UserId{1}, ""), token(1), {});
    EXPECT_TRUE(store->revoke(token(1)));
    auto later = new_session(UserId{2}, "");
    later.created_at += milliseconds(1);
    store->create(later, token(2), {});
    piccolo_.execute("UPDATE sessions SET token = '" + std::string{token(1).reveal()} +
                     "', user_id = 1 WHERE id = " + id.value);
    EXPECT_FALSE(store->find(token(1), noon));
    EXPECT_EQ(store->find(token(2), noon)->session.user_id, UserId{2});
}

TEST_F(PiccoloSessions, AreEndedByTheIdThatIsListed) {
    const auto store = sessions();
    EXPECT_FALSE(store->revoke(UserId{1}, SessionId{"01"}));
    EXPECT_FALSE(store->revoke(UserId{1}, SessionId{"1.0"}));
    EXPECT_FALSE(store->revoke(UserId{1}, SessionId{" 1"}));
    EXPECT_FALSE(store->revoke(UserId{2}, SessionId{"1"}));
    EXPECT_TRUE(store->revoke(UserId{1}, SessionId{"1"}));
}

TEST_F(PiccoloSessions, AreSharedWithAProgramThatWrites) {
    const auto store = sessions();
    piccolo_.execute("BEGIN IMMEDIATE; DELETE FROM sessions WHERE id = 1");
    EXPECT_TRUE(store->find(summer_, noon));
    piccolo_.execute("COMMIT");
    EXPECT_FALSE(store->find(summer_, noon));
    piccolo_.execute("BEGIN IMMEDIATE; INSERT INTO sessions (token, user_id) VALUES ('x', 1)");
    const auto impatient = open({.busy_timeout = milliseconds(50)})->sessions("sessions", "piccolo_user");
    EXPECT_THROW(impatient->create(new_session(UserId{1}, ""), token(1), {}), StoreError);
    piccolo_.execute("COMMIT");
    EXPECT_NO_THROW(impatient->create(new_session(UserId{1}, ""), token(1), {}));
}

/// An hour that is told twice: whoever logs in during it, or ends in it, is neither out at once nor back afterwards.
TEST_F(PiccoloSessions, WorkWhileTheClocksAreSetBack) {
    const auto store = sessions();
    const Instant shift{std::chrono::sys_days{std::chrono::October / 25 / 2026} + hours(1)};  // from 3:00 to 2:00
    std::uint64_t number = 0;
    for (auto now = shift - hours(3); now < shift + hours(3); now += minutes(7)) {
        auto session = new_session(UserId{1}, "");
        session.created_at = now;
        session.expires_at = now + minutes(20);
        session.max_expires_at = now + minutes(40);
        store->create(session, token(++number), {});
        EXPECT_TRUE(store->find(token(number), now));
        EXPECT_TRUE(store->find(token(number), session.expires_at - milliseconds(1)));
        EXPECT_FALSE(store->find(token(number), session.expires_at + hours(1)));
        bool over = false;
        for (auto later = now; later < now + hours(4); later += minutes(5)) {
            const bool lives = store->find(token(number), later).has_value();
            EXPECT_FALSE(over && lives);
            over = over || !lives;
        }
    }
}

}  // namespace
}  // namespace ostiary
