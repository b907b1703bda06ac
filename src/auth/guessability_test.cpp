#include "auth/guessability.hpp"

#include <gtest/gtest.h>

#include "auth/character_run.hpp"
#include "auth/leet.hpp"

namespace ostiary {
namespace {

const WordList words{{"password", "horse", "stable", "correct", "battery", "x"}};
const std::vector<std::string> user_words{"alice", "bob.miller@example.com"};

Guessability measure(std::string_view text, std::size_t enough = 1000) {
    return measure_guessability(text, user_words, &words, enough);
}

TEST(RunLength, FollowsAlphabetNumbersKeysAndOneCharacter) {
    EXPECT_EQ(run_length("abcdx"), 4U);
    EXPECT_EQ(run_length("dcbax"), 4U);
    EXPECT_EQ(run_length("123456789012"), 10U);
    EXPECT_EQ(run_length("98765x"), 5U);
    EXPECT_EQ(run_length("aaaaa"), 5U);
    EXPECT_EQ(run_length("qwertyuiopa"), 10U);
    EXPECT_EQ(run_length("lkjhx"), 4U);
    EXPECT_EQ(run_length("1qaz2wsx"), 4U);
    EXPECT_EQ(run_length("zaq1"), 4U);
    EXPECT_EQ(run_length("!@#$%"), 5U);
    EXPECT_LT(run_length("axbycz"), 3U);
    EXPECT_EQ(run_length(""), 0U);
    EXPECT_EQ(run_length("\U0001f600\U0001f600"), 0U);
}

TEST(UndoLeet, ReadsDigitsAndSignsAsLetters) {
    EXPECT_EQ(undo_leet("p4$$w0rd", LeetOne::i), "password");
    EXPECT_EQ(undo_leet("1337", LeetOne::l), "leet");
    EXPECT_EQ(undo_leet("b1ll", LeetOne::i), "bill");
}

TEST(WordList, FindsItsWordsAndNoOthers) {
    const WordList list{{"beta", "alpha", "gamma"}};
    EXPECT_EQ(list.size(), 3U);
    for (const std::string_view word : {"alpha", "beta", "gamma"}) EXPECT_TRUE(list.contains(word));
    for (const std::string_view word : {"", "a", "alph", "alphaa", "zeta", "alphabeta"})
        EXPECT_FALSE(list.contains(word));
    EXPECT_FALSE(WordList{{}}.contains("alpha"));
}

TEST(Guessability, CountsCharactersThatBelongToNothing) {
    const Guessability found = measure("xkqzvwpm");
    EXPECT_EQ(found.worth, 8U);
    EXPECT_EQ(found.loose, 8U);
    EXPECT_FALSE(found.has_word || found.has_context || found.has_run || found.has_repeat);
    EXPECT_EQ(measure("").worth, 0U);
}

TEST(Guessability, CountsAWordAsThree) {
    const Guessability found = measure("correcthorse#7");
    EXPECT_EQ(found.worth, 3U + 3U + 2U);
    EXPECT_EQ(found.loose, 2U);
    EXPECT_TRUE(found.has_word);
}

TEST(Guessability, FindsWordsReversedAndInLeet) {
    EXPECT_EQ(measure("drowssap").worth, 3U);
    EXPECT_EQ(measure("p4ssw0rd").worth, 3U);
    EXPECT_EQ(measure("dr0wss@p").worth, 3U);
    EXPECT_EQ(measure("5tab1e").worth, 3U) << "1 for l";
    EXPECT_EQ(measure("x-drowssap-y").worth, 3U + 4U);
}

TEST(Guessability, CountsARepeatAsOne) {
    const Guessability found = measure("xkqzvxkqzvxkqzv");
    EXPECT_EQ(found.worth, 5U + 1U + 1U);
    EXPECT_TRUE(found.has_repeat);
    EXPECT_EQ(measure("passwordpassword").worth, 3U + 1U);
    EXPECT_EQ(measure("\U0001f600\U0001f600\U0001f600").worth, 12U) << "but not of an emoji";
}

TEST(Guessability, CountsContextWordsAndRunsAsOne) {
    EXPECT_EQ(measure("alice").worth, 1U);
    EXPECT_TRUE(measure("alice").has_context);
    EXPECT_EQ(measure("ecila").worth, 1U);
    EXPECT_EQ(measure("4l1ce").worth, 1U);
    EXPECT_EQ(measure("bob.miller@example.com").worth, 1U);
    EXPECT_EQ(measure("12345qwerty").worth, 2U);
    EXPECT_TRUE(measure("12345qwerty").has_run);
}

TEST(Guessability, ChoosesTheCheapestWay) {
    const WordList overlapping{{"pass", "passw", "word", "password", "ordinal"}};
    EXPECT_EQ(measure_guessability("passwordinal", {}, &overlapping, 100).worth, 6U)
        << "passw and ordinal, not password and four letters";
    EXPECT_EQ(measure_guessability("passwordy", {}, &overlapping, 100).worth, 4U);
}

TEST(Guessability, StopsOnceItIsEnough) {
    const std::string start = "xkqzvwpmhtrblnpdgcsfyueouiwzkqjvmxtrhblnpdg";
    EXPECT_GE(measure(start + std::string(900, 'a'), 8).worth, 8U);
    EXPECT_LT(measure(std::string(60, 'a') + "xkqzv", 8).worth, 8U);
    EXPECT_GE(measure(std::string(60, 'a') + "xkqzvwpmht", 8).worth, 8U);
}

TEST(Guessability, GoesWithoutADictionary) {
    EXPECT_EQ(measure_guessability("password", {}, nullptr, 100).worth, 8U);
}

}  // namespace
}  // namespace ostiary
