#include <ostiary/values/errors.hpp>

#include "contract/contract.hpp"
#include "support/eventually.hpp"

namespace ostiary::testing {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

class SessionStoreContract : public Contract {
protected:
    Session start(UserId user, std::uint64_t number) {
        auto session = new_session(user, "id" + std::to_string(number));
        session.id = sessions_->create(session, token(number), {});
        return as_kept(session);
    }
    std::vector<std::string> ids(UserId user, Instant now = noon, std::size_t limit = 100) {
        std::vector<std::string> found;
        for (const auto& session : sessions_->list(user, now, limit)) found.push_back(session.id.value);
        return found;
    }
    /// Waits until what was touched before is written down, with that session, which is prolonged for it.
    bool touches_are_written(std::uint64_t number) {
        const auto present = sessions_->find(token(number), noon)->session.expires_at;
        sessions_->touch(token(number), noon, present + minutes(1));
        return eventually([&] { return sessions_->find(token(number), noon)->session.expires_at > present; });
    }
};

using Ids = std::vector<std::string>;

TEST_P(SessionStoreContract, FindsWhatWasCreatedTogetherWithItsUser) {
    const auto session = start(bob_, 1);
    const auto found = sessions_->find(token(1), noon);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->session, session);
    ASSERT_TRUE(found->user);
    EXPECT_EQ(*found->user, users_->find(bob_)->user);
    EXPECT_FALSE(sessions_->find(token(2), noon));
}

TEST_P(SessionStoreContract, CreatingEndsTheSessionThatItReplaces) {
    start(bob_, 1);
    sessions_->create(new_session(bob_, "id2"), token(2), token(1));
    EXPECT_FALSE(sessions_->find(token(1), noon));
    EXPECT_TRUE(sessions_->find(token(2), noon));
    EXPECT_NO_THROW(sessions_->create(new_session(bob_, "id3"), token(3), token(99)));
}

TEST_P(SessionStoreContract, ReplacesTheSessionOfAnotherUserToo) {
    start(eve_, 1);
    sessions_->create(new_session(bob_, "id2"), token(2), token(1));
    EXPECT_FALSE(sessions_->find(token(1), noon));
}

TEST_P(SessionStoreContract, ASessionOfNobodyIsRefusedAndReplacesNothing) {
    start(bob_, 1);
    EXPECT_THROW(sessions_->create(new_session(UserId{999}, "id2"), token(2), token(1)), StoreError);
    EXPECT_TRUE(sessions_->find(token(1), noon));
    EXPECT_FALSE(sessions_->find(token(2), noon));
}

TEST_P(SessionStoreContract, ATokenIsNeverGivenToTwo) {
    start(bob_, 1);
    EXPECT_THROW(start(eve_, 1), StoreError);
    EXPECT_EQ(sessions_->find(token(1), noon)->session.user_id, bob_);
}

TEST_P(SessionStoreContract, EndsAtTheExactInstantOfItsExpiry) {
    const auto session = start(bob_, 1);
    EXPECT_TRUE(sessions_->find(token(1), session.expires_at - milliseconds(1)));
    EXPECT_FALSE(sessions_->find(token(1), session.expires_at));
    EXPECT_EQ(sessions_->count(session.expires_at - milliseconds(1)), 1U);
    EXPECT_EQ(sessions_->count(session.expires_at), 0U);
    EXPECT_TRUE(ids(bob_, session.expires_at).empty());
}

TEST_P(SessionStoreContract, EndsAtTheExactInstantOfItsMaximumWhateverItsExpiry) {
    auto session = new_session(bob_, "id1");
    session.expires_at = session.max_expires_at + hours(1);
    sessions_->create(session, token(1), {});
    EXPECT_TRUE(sessions_->find(token(1), session.max_expires_at - milliseconds(1)));
    EXPECT_FALSE(sessions_->find(token(1), session.max_expires_at));
    EXPECT_EQ(sessions_->count(session.max_expires_at), 0U);
    EXPECT_TRUE(ids(bob_, session.max_expires_at).empty());
    EXPECT_EQ(sessions_->purge(session.max_expires_at, 10), 1U);
}

TEST_P(SessionStoreContract, ATouchIsSeenInTime) {
    if (is_piccolos()) GTEST_SKIP() << "piccolo has no column for when a session was last seen";
    start(bob_, 1);
    sessions_->touch(token(1), noon + minutes(5), std::nullopt);
    sessions_->touch(token(1), noon + minutes(2), std::nullopt);
    EXPECT_TRUE(eventually([&] { return sessions_->find(token(1), noon)->session.last_seen_at == noon + minutes(5); }));
}

TEST_P(SessionStoreContract, ATouchProlongsButNeverShortensNorPassesTheMaximum) {
    const auto session = start(bob_, 1);
    start(bob_, 2);
    const auto ends_at = [&](Instant moment) {
        return eventually([&] { return sessions_->find(token(1), noon)->session.expires_at == moment; });
    };
    sessions_->touch(token(1), noon, session.expires_at + minutes(1));
    EXPECT_TRUE(ends_at(session.expires_at + minutes(1)));
    sessions_->touch(token(1), noon, session.expires_at - minutes(1));
    sessions_->touch(token(1), noon + minutes(1), std::nullopt);
    ASSERT_TRUE(touches_are_written(2));
    EXPECT_EQ(sessions_->find(token(1), noon)->session.expires_at, session.expires_at + minutes(1));
    sessions_->touch(token(1), noon, session.max_expires_at + minutes(1));
    EXPECT_TRUE(ends_at(session.max_expires_at));
}

TEST_P(SessionStoreContract, ATouchNeverRevives) {
    start(bob_, 1);
    const auto other = start(bob_, 2);
    sessions_->revoke(token(1));
    sessions_->touch(token(1), noon + minutes(1), noon + minutes(90));
    sessions_->touch(token(3), noon + minutes(1), noon + minutes(90));
    const auto expired = start(eve_, 4);
    sessions_->touch(token(4), expired.expires_at, expired.expires_at + minutes(30));
    ASSERT_TRUE(touches_are_written(2));
    EXPECT_EQ(ids(bob_), Ids{other.id.value});
    EXPECT_TRUE(ids(eve_, expired.expires_at).empty());
    EXPECT_EQ(sessions_->count(noon), 2U);
}

TEST_P(SessionStoreContract, ListsTheUsersLiveSessionsTheNewestFirst) {
    Ids made;
    for (const std::uint64_t number : {1U, 2U, 3U}) {
        auto session = new_session(bob_, "id" + std::to_string(number));
        session.created_at = noon + minutes(number == 2 ? 9 : number);
        made.push_back(sessions_->create(session, token(number), {}).value);
    }
    start(eve_, 4);
    auto brief = new_session(bob_, "brief");
    brief.expires_at = noon + minutes(1);
    sessions_->create(brief, token(5), {});
    // piccolo doesn't know when one was made: there the newest is the one that was added last.
    const Ids newest_first = is_piccolos() ? Ids{made[2], made[1], made[0]} : Ids{made[1], made[2], made[0]};
    EXPECT_EQ(ids(bob_, noon + minutes(1)), newest_first);
}

TEST_P(SessionStoreContract, RevokesByTokenAndTellsWhatItEnded) {
    const auto session = start(bob_, 1);
    EXPECT_EQ(sessions_->revoke(token(1)), session);
    EXPECT_EQ(sessions_->revoke(token(1)), std::nullopt);
    EXPECT_FALSE(sessions_->find(token(1), noon));
}

TEST_P(SessionStoreContract, RevokesByPublicIdOnlyTheUsersOwn) {
    const auto id = start(bob_, 1).id;
    EXPECT_FALSE(sessions_->revoke(eve_, id));
    EXPECT_TRUE(sessions_->find(token(1), noon));
    EXPECT_FALSE(sessions_->revoke(bob_, SessionId{id.value + "' OR '1'='1"}));
    EXPECT_TRUE(sessions_->revoke(bob_, id));
    EXPECT_FALSE(sessions_->revoke(bob_, id));
    EXPECT_FALSE(sessions_->find(token(1), noon));
}

TEST_P(SessionStoreContract, RevokesAllOfAUserOrAllButOne) {
    start(bob_, 1);
    const auto kept = start(bob_, 2).id;
    start(bob_, 3);
    const auto eves = start(eve_, 4).id;
    EXPECT_EQ(ids(bob_, noon, 2).size(), 2U);
    EXPECT_EQ(sessions_->revoke_all(bob_, kept), 2U);
    EXPECT_EQ(ids(bob_), Ids{kept.value});
    EXPECT_EQ(sessions_->revoke_all(bob_, eves), 1U);
    EXPECT_TRUE(ids(bob_).empty());
    EXPECT_EQ(ids(eve_), Ids{eves.value});
    EXPECT_EQ(sessions_->revoke_all(eve_, {}), 1U);
    EXPECT_EQ(sessions_->revoke_all(eve_, {}), 0U);
}

TEST_P(SessionStoreContract, PurgesWhatHasExpiredAndNoMoreThanAsked) {
    for (const std::uint64_t number : {1U, 2U}) start(bob_, number);
    const auto prolonged = start(bob_, 3).id;
    const auto later = noon + hours(1);
    sessions_->touch(token(3), noon, later + hours(1));
    ASSERT_TRUE(eventually([&] { return sessions_->find(token(3), noon)->session.expires_at > later; }));
    EXPECT_EQ(sessions_->purge(later - milliseconds(1), 10), 0U);
    EXPECT_EQ(sessions_->purge(later, 1), 1U);
    EXPECT_EQ(sessions_->purge(later, 0), 0U);
    EXPECT_EQ(sessions_->purge(later, 10), 1U);
    EXPECT_EQ(ids(bob_, noon), Ids{prolonged.value});
}

TEST_P(SessionStoreContract, KeepsAnyTextAsItIs) {
    if (is_piccolos()) GTEST_SKIP() << "piccolo keeps no text with a session but its token";
    auto session = new_session(bob_, std::string{"'\0\"", 3});
    session.address = "'; DELETE FROM sessions; --";
    session.user_agent = std::string(100'000, '\n');
    sessions_->create(session, token(1), {});
    EXPECT_EQ(sessions_->find(token(1), noon)->session, session);
    EXPECT_TRUE(sessions_->revoke(bob_, session.id));
}

TEST_P(SessionStoreContract, IsSeenByWhoeverElseHasTheDatabaseOpen) {
    const auto other = opened_again()->sessions("sessions", "users");
    const auto session = start(bob_, 1);
    EXPECT_EQ(other->find(token(1), noon)->session, session);
    EXPECT_TRUE(other->revoke(token(1)));
    EXPECT_FALSE(sessions_->find(token(1), noon));
}

OSTIARY_CONTRACT(SessionStoreContract);

}  // namespace
}  // namespace ostiary::testing
