#include "auth/csrf_tokens.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostiary/values/errors.hpp>

#include "support/fake_clock.hpp"

namespace ostiary {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using ::testing::MatchesRegex;
using Standing = CsrfTokens::Standing;

constexpr Instant issued_at = testing::FakeClock::start;
constexpr std::string_view alices = "alice's session";
constexpr std::string_view bobs = "bob's session";
constexpr std::string_view nobodys{};

const Secret& secret() {
    static const Secret made{"0123456789abcdef0123456789abcdef"};
    return made;
}

TEST(CsrfTokens, HoldForWhatTheyAreBoundToAlone) {
    const CsrfTokens tokens{secret(), hours(1)};
    const std::string token = tokens.issue(alices, issued_at);
    EXPECT_THAT(token, MatchesRegex("[A-Za-z0-9_-]{77}"));
    EXPECT_EQ(tokens.check(token, alices, issued_at), Standing::good);
    EXPECT_EQ(tokens.check(token, bobs, issued_at), Standing::refused);
    EXPECT_EQ(tokens.check(token, nobodys, issued_at), Standing::refused);
    EXPECT_EQ(tokens.check(tokens.issue(nobodys, issued_at), alices, issued_at), Standing::refused);
    EXPECT_EQ(tokens.check(tokens.issue(nobodys, issued_at), nobodys, issued_at), Standing::good);
}

TEST(CsrfTokens, NoTwoAreTheSame) {
    const CsrfTokens tokens{secret(), hours(1)};
    EXPECT_NE(tokens.issue(alices, issued_at), tokens.issue(alices, issued_at));
}

TEST(CsrfTokens, AgeAndEnd) {
    const CsrfTokens tokens{secret(), hours(1)};
    const std::string token = tokens.issue(alices, issued_at);
    EXPECT_EQ(tokens.check(token, alices, issued_at + std::chrono::minutes(30) - milliseconds(1)), Standing::good);
    EXPECT_EQ(tokens.check(token, alices, issued_at + std::chrono::minutes(30)), Standing::aging);
    EXPECT_EQ(tokens.check(token, alices, issued_at + hours(1) - milliseconds(1)), Standing::aging);
    EXPECT_EQ(tokens.check(token, alices, issued_at + hours(1)), Standing::refused);
}

TEST(CsrfTokens, NotOneCharacterCanBeChangedAddedOrLeftOut) {
    const CsrfTokens tokens{secret(), hours(1)};
    const std::string token = tokens.issue(alices, issued_at);
    for (std::size_t i = 0; i < token.size(); ++i) {
        std::string changed = token;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_EQ(tokens.check(changed, alices, issued_at), Standing::refused) << i;
        EXPECT_EQ(tokens.check(token.substr(0, i), alices, issued_at), Standing::refused) << i;
    }
    EXPECT_EQ(tokens.check(token + "A", alices, issued_at), Standing::refused);
}

TEST(CsrfTokens, AnotherSecretsTokensAreRefused) {
    const CsrfTokens tokens{secret(), hours(1)};
    const CsrfTokens others{Secret{"fedcba9876543210fedcba9876543210"}, hours(1)};
    EXPECT_EQ(tokens.check(others.issue(alices, issued_at), alices, issued_at), Standing::refused);
}

TEST(CsrfTokens, OfOneSecretHoldInEveryProcess) {
    const CsrfTokens one{secret(), hours(1)};
    const CsrfTokens other{secret(), hours(1)};
    EXPECT_EQ(other.check(one.issue(alices, issued_at), alices, issued_at), Standing::good);
}

/// security.md, line 80.
TEST(CsrfTokens, AShortOrDullSecretIsRefusedAndNeverRepeated) {
    for (const std::string& weak :
         {std::string{}, std::string(31, 'x') + "y", std::string("hunter2-hunter2-hunter2")}) {
        try {
            const CsrfTokens tokens{Secret{weak}, hours(1)};
            ADD_FAILURE() << "accepted";
        } catch (const ConfigError& error) {
            EXPECT_THAT(error.what(), ::testing::StartsWith("secret must be "));
            EXPECT_THAT(error.what(), ::testing::Not(::testing::HasSubstr("hunter2")));
        }
    }
}

TEST(CsrfTokens, RefuseAnAgeThatIsNone) {
    EXPECT_THROW(CsrfTokens(secret(), hours(0)), ConfigError);
    EXPECT_THROW(CsrfTokens(secret(), hours(24 * 400)), ConfigError);
}

}  // namespace
}  // namespace ostiary
