#include <array>

#include "contract/contract.hpp"

namespace ostiary::testing {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

class AttemptStoreContract : public Contract {
protected:
    using Wait = std::optional<milliseconds>;

    Wait reserve(std::vector<AttemptBudget> budgets, Instant now = noon) { return attempts_->reserve(budgets, now); }
    Wait reserve(const std::string& key, Instant now = noon) { return reserve({budget(key)}, now); }
    static AttemptBudget budget(const std::string& key, std::uint32_t limit = 2, seconds window = minutes(5)) {
        return {.key = key, .limit = limit, .window = window};
    }
    void release(const std::string& key) { attempts_->release(std::array{key}); }

    const Wait admitted_ = std::nullopt;
};

TEST_P(AttemptStoreContract, AdmitsUpToTheLimitAndThenSaysHowLongToWait) {
    EXPECT_EQ(reserve("a"), admitted_);
    EXPECT_EQ(reserve("a", noon + minutes(1)), admitted_);
    EXPECT_EQ(reserve("a", noon + minutes(2)), minutes(3));
    EXPECT_EQ(reserve("b", noon + minutes(2)), admitted_);
}

TEST_P(AttemptStoreContract, CountsTheWindowFromTheFirstTryAndRefusedTriesNeverLengthenIt) {
    reserve("a");
    reserve("a", noon + minutes(4));
    for (int i = 0; i < 100; ++i) EXPECT_EQ(reserve("a", noon + minutes(4)), minutes(1));
    EXPECT_EQ(reserve("a", noon + minutes(5) - milliseconds(1)), milliseconds(1));
    EXPECT_EQ(reserve("a", noon + minutes(5)), admitted_);
    EXPECT_EQ(reserve("a", noon + minutes(6)), admitted_);
    EXPECT_EQ(reserve("a", noon + minutes(6)), minutes(4));
}

TEST_P(AttemptStoreContract, CountsAgainstNoneWhereAnyIsSpent) {
    reserve("a");
    reserve("a");
    EXPECT_EQ(reserve({budget("b"), budget("a")}), minutes(5));
    EXPECT_EQ(reserve({budget("a"), budget("b")}), minutes(5));
    EXPECT_EQ(reserve("b"), admitted_);
    EXPECT_EQ(reserve("b"), admitted_);
    EXPECT_EQ(reserve("b"), minutes(5));
}

TEST_P(AttemptStoreContract, SaysTheTimeUntilTheLastOfTheSpentOnesOpens) {
    reserve({budget("short", 1, minutes(1)), budget("long", 1, minutes(10)), budget("free", 9, hours(1))});
    EXPECT_EQ(reserve({budget("long", 1, minutes(10)), budget("short", 1, minutes(1)), budget("free", 9, hours(1))},
                      noon + seconds(10)),
              minutes(10) - seconds(10));
}

TEST_P(AttemptStoreContract, ALimitOfZeroAdmitsNobody) {
    EXPECT_EQ(reserve({budget("a", 0)}), minutes(5));
}

TEST_P(AttemptStoreContract, NoBudgetsAreNeverSpent) {
    EXPECT_EQ(reserve(std::vector<AttemptBudget>{}), admitted_);
}

TEST_P(AttemptStoreContract, GivesATryBack) {
    reserve("a");
    reserve("a");
    release("a");
    EXPECT_EQ(reserve("a", noon + minutes(1)), admitted_);
    EXPECT_EQ(reserve("a", noon + minutes(1)), minutes(4));
}

TEST_P(AttemptStoreContract, GivesBackNoMoreThanWasTaken) {
    release("a");
    reserve("a");
    release("a");
    release("a");
    release("never seen");
    EXPECT_EQ(reserve("a"), admitted_);
    EXPECT_EQ(reserve("a"), admitted_);
    EXPECT_TRUE(reserve("a"));
}

TEST_P(AttemptStoreContract, ForgettingOpensTheBudgetAnew) {
    reserve("a");
    reserve("a");
    reserve("b");
    attempts_->forget("a");
    attempts_->forget("never seen");
    EXPECT_EQ(reserve("a"), admitted_);
    EXPECT_EQ(reserve("a"), admitted_);
    EXPECT_EQ(reserve("b"), admitted_);
    EXPECT_TRUE(reserve("b"));
}

/// security.md, line 89: nobody is shut out for an hour because the clock was set back by one.
TEST_P(AttemptStoreContract, ForgetsAWindowThatBeginsFarInTheFuture) {
    reserve("a", noon + hours(1));
    reserve("a", noon + hours(1));
    EXPECT_EQ(reserve("a"), admitted_);
}

/// Calls that run at once may bring their `now` in any order.
TEST_P(AttemptStoreContract, ATryThatComesALittleLateCountsInTheSameWindow) {
    reserve("a", noon + milliseconds(50));
    reserve("a");
    EXPECT_EQ(reserve("a", noon + milliseconds(20)), minutes(5) + milliseconds(30));
}

TEST_P(AttemptStoreContract, PurgesWhatNoLongerCountsAndNoMoreThanAsked) {
    for (const auto* key : {"a", "b", "c"}) reserve(key);
    reserve("later", noon + minutes(1));
    EXPECT_EQ(attempts_->purge(noon + minutes(5) - milliseconds(1), 10), 0U);
    EXPECT_EQ(attempts_->purge(noon + minutes(5), 2), 2U);
    EXPECT_EQ(attempts_->purge(noon + minutes(5), 10), 1U);
    reserve("later", noon + minutes(5));
    EXPECT_TRUE(reserve("later", noon + minutes(5)));
}

TEST_P(AttemptStoreContract, TellsKeysApartByEveryByte) {
    reserve({budget(std::string{"a\0b", 3}, 1)});
    EXPECT_EQ(reserve({budget(std::string{"a\0c", 3}, 1)}), admitted_);
    EXPECT_EQ(reserve({budget("a", 1)}), admitted_);
    EXPECT_EQ(reserve({budget("A", 1)}), admitted_);
    EXPECT_EQ(reserve({budget("' OR 1=1--", 1)}), admitted_);
    EXPECT_TRUE(reserve({budget(std::string{"a\0b", 3}, 1)}));
}

TEST_P(AttemptStoreContract, IsSharedByWhoeverElseHasTheDatabaseOpen) {
    const auto other = opened_again()->attempts();
    const std::array one{budget("a", 1)};
    EXPECT_EQ(other->reserve(one, noon), admitted_);
    EXPECT_EQ(attempts_->reserve(one, noon), minutes(5));
}

OSTIARY_CONTRACT(AttemptStoreContract);

}  // namespace
}  // namespace ostiary::testing
