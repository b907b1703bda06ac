#include "contract/contract.hpp"

namespace ostiary::testing {
namespace {

using std::chrono::minutes;

class AuditStoreContract : public Contract {
protected:
    void append(const std::string& detail, Instant at) {
        audit_->append({.at = at, .kind = AuditKind::login_failed, .username = "bob", .detail = detail});
    }
    std::vector<std::string> details(std::size_t limit = 100) {
        std::vector<std::string> found;
        for (const auto& event : audit_->recent(limit)) found.push_back(event.detail);
        return found;
    }
};

using Details = std::vector<std::string>;

TEST_P(AuditStoreContract, KeepsEveryField) {
    audit_->append({.at = noon,
                    .kind = AuditKind::session_revoked,
                    .user_id = bob_,
                    .username = std::string{"bob\0\n{\"event\":1}", 16},
                    .session_id = SessionId{"5e55"},
                    .address = "2001:db8::1",
                    .user_agent = "' OR 1=1--",
                    .detail = "from the account page"});
    const auto events = audit_->recent(10);
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].at, noon);
    EXPECT_EQ(events[0].kind, AuditKind::session_revoked);
    EXPECT_EQ(events[0].user_id, bob_);
    EXPECT_EQ(events[0].username, (std::string{"bob\0\n{\"event\":1}", 16}));
    EXPECT_EQ(events[0].session_id, SessionId{"5e55"});
    EXPECT_EQ(events[0].address, "2001:db8::1");
    EXPECT_EQ(events[0].user_agent, "' OR 1=1--");
    EXPECT_EQ(events[0].detail, "from the account page");
}

TEST_P(AuditStoreContract, KeepsEveryKind) {
    for (auto kind = 0; kind <= static_cast<int>(AuditKind::user_deleted); ++kind) {
        audit_->append({.at = noon, .kind = static_cast<AuditKind>(kind)});
        const auto newest = audit_->recent(1);
        ASSERT_EQ(newest.size(), 1U);
        EXPECT_EQ(newest[0].kind, static_cast<AuditKind>(kind));
        EXPECT_FALSE(newest[0].user_id);
        EXPECT_FALSE(newest[0].session_id);
    }
}

TEST_P(AuditStoreContract, GivesTheNewestFirstUpToALimit) {
    append("second", noon + minutes(1));
    append("first", noon);
    append("third", noon + minutes(2));
    append("fourth", noon + minutes(2));
    EXPECT_EQ(details(), (Details{"fourth", "third", "second", "first"}));
    EXPECT_EQ(details(2), (Details{"fourth", "third"}));
    EXPECT_TRUE(details(0).empty());
}

TEST_P(AuditStoreContract, OutlivesItsUser) {
    audit_->append({.at = noon, .kind = AuditKind::login, .user_id = bob_, .username = "bob"});
    users_->remove(bob_);
    ASSERT_EQ(audit_->recent(10).size(), 1U);
    EXPECT_EQ(audit_->recent(10)[0].user_id, bob_);
}

TEST_P(AuditStoreContract, PurgesWhatIsOlderAndNoMoreThanAsked) {
    for (int i = 0; i < 4; ++i) append(std::to_string(i), noon + minutes(i));
    EXPECT_EQ(audit_->purge(noon, 10), 0U);
    EXPECT_EQ(audit_->purge(noon + minutes(3), 2), 2U);
    EXPECT_EQ(details(), (Details{"3", "2"}));
    EXPECT_EQ(audit_->purge(noon + minutes(3), 10), 1U);
    EXPECT_EQ(details(), Details{"3"});
}

OSTIARY_CONTRACT(AuditStoreContract);

}  // namespace
}  // namespace ostiary::testing
