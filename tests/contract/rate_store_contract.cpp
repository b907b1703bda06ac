#include <atomic>

#include "contract/contract.hpp"
#include "support/at_once.hpp"

namespace ostiary::testing {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

class RateStoreContract : public Contract {
protected:
    RateVerdict hit(std::string_view key, Instant now = noon) { return rates_->hit(key, budget_, now); }

    RateBudget budget_{.limit = 2, .timespan = seconds(60)};
};

TEST_P(RateStoreContract, LetsTheLimitThroughAndThenSaysHowLongToWait) {
    EXPECT_EQ(hit("a"), (RateVerdict{.allowed = true, .limit = 2, .remaining = 1, .reset = seconds(30)}));
    EXPECT_EQ(hit("a"), (RateVerdict{.allowed = true, .limit = 2, .remaining = 0, .reset = seconds(60)}));
    const RateVerdict refused{
        .allowed = false, .limit = 2, .remaining = 0, .reset = seconds(50), .retry_after = seconds(20)};
    for (int i = 0; i < 10; ++i) EXPECT_EQ(hit("a", noon + seconds(10)), refused);
    EXPECT_TRUE(hit("b").allowed);
    EXPECT_TRUE(hit("a", noon + seconds(30)).allowed);
}

TEST_P(RateStoreContract, RemembersWhoIsBlockedAndNeverProlongsIt) {
    budget_.block_duration = hours(1);
    hit("a");
    hit("a");
    EXPECT_EQ(hit("a").retry_after, hours(1));
    EXPECT_EQ(hit("a", noon + hours(1) - milliseconds(1)).retry_after, milliseconds(1));
    EXPECT_TRUE(hit("a", noon + hours(1)).allowed);
}

TEST_P(RateStoreContract, PurgesWhatIsWholeAgainAndNoMoreThanAsked) {
    for (const auto* key : {"a", "b", "c"}) hit(key);
    hit("later", noon + seconds(1));
    EXPECT_EQ(rates_->purge(noon + seconds(30) - milliseconds(1), 10), 0U);
    EXPECT_EQ(rates_->purge(noon + seconds(30), 2), 2U);
    EXPECT_EQ(rates_->purge(noon + seconds(30), 10), 1U);
    EXPECT_EQ(hit("later", noon + seconds(30)).remaining, 0U);
}

TEST_P(RateStoreContract, APurgeLeavesTheBlocked) {
    budget_.block_duration = hours(1);
    for (int i = 0; i < 3; ++i) hit("a");
    EXPECT_EQ(rates_->purge(noon + seconds(90), 10), 0U);
    EXPECT_FALSE(hit("a", noon + seconds(90)).allowed);
}

TEST_P(RateStoreContract, ManyAtOnceGetNoMoreThanTheLimit) {
    budget_.limit = 5;
    std::atomic<int> allowed = 0;
    at_once(20, [&](std::size_t) { allowed += hit("a").allowed ? 1 : 0; });
    EXPECT_EQ(allowed, 5);
}

TEST_P(RateStoreContract, IsSharedByWhoeverElseHasTheDatabaseOpen) {
    const auto other = opened_again()->rates();
    EXPECT_EQ(other->hit("a", budget_, noon).remaining, 1U);
    EXPECT_EQ(hit("a").remaining, 0U);
    EXPECT_FALSE(other->hit("a", budget_, noon).allowed);
}

OSTIARY_CONTRACT(RateStoreContract);

}  // namespace
}  // namespace ostiary::testing
