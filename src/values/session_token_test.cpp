#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>

#include <ostiary/values/session_token.hpp>

#include "values/encoding.hpp"

namespace ostiary {
namespace {

TEST(SessionToken, IsUniqueAmongAHundredThousand) {
    std::set<std::string, std::less<>> seen;
    for (int i = 0; i < 100'000; ++i) EXPECT_TRUE(seen.emplace(SessionToken::generate().reveal()).second);
}

TEST(SessionToken, DiffersAcrossAFork) {
    static_cast<void>(SessionToken::generate());
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    const SessionToken token = SessionToken::generate();
    if (child == 0) _exit(write(ends[1], token.reveal().data(), SessionToken::text_length) > 0 ? 0 : 1);
    std::string theirs(SessionToken::text_length, '\0');
    ASSERT_EQ(read(ends[0], theirs.data(), theirs.size()), static_cast<ssize_t>(theirs.size()));
    int status = 0;
    waitpid(child, &status, 0);
    close(ends[0]);
    close(ends[1]);
    EXPECT_EQ(status, 0);
    EXPECT_NE(theirs, token.reveal());
}

TEST(SessionToken, ParsesItsOwnTextAndNothingElse) {
    const SessionToken token = SessionToken::generate();
    ASSERT_TRUE(SessionToken::parse(token.reveal()));
    EXPECT_EQ(SessionToken::parse(token.reveal())->hash(), token.hash());
    const std::string text{token.reveal()};
    for (const std::string& other : {std::string{}, text.substr(1), text + "A", "\"" + text.substr(1),
                                     "=" + text.substr(1), text.substr(1) + '\0', text.substr(1) + "\n"}) {
        EXPECT_FALSE(SessionToken::parse(other)) << other;
    }
}

TEST(SessionToken, IsStoredAsItsSha256) {
    const auto token = SessionToken::parse(std::string(43, 'A'));
    EXPECT_EQ(to_hex(token->hash().bytes), "0f007385b6f9d4b7eeb2748605afe1a984a0a3bfa3f014d09e2a784ce9e5cd1a");
}

}  // namespace
}  // namespace ostiary
