#include <ostiary/auth/password_policy.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>

#include <ostiary/ports/log.hpp>

#include "auth/word_list.hpp"

namespace ostiary {
namespace {

using ::testing::HasSubstr;
using ::testing::Optional;

const std::vector<std::string> context{"alice", "alice.liddell@wonderland.example", "Ostiary"};

std::optional<std::string> check(const std::string& password, const PasswordPolicy& policy = {}) {
    return check_password(policy, Secret{password}, context);
}

std::string times(int count, std::string_view text) {
    std::string all;
    for (int i = 0; i < count; ++i) all += text;
    return all;
}

TEST(PasswordPolicy, CountsCodePointsNotBytes) {
    const std::string reason = "Password must be at least 15 characters long.";
    EXPECT_THAT(check("kestrel-92-plu"), Optional(reason));
    EXPECT_THAT(check(times(14, "\U0001f98a")), Optional(reason));
    EXPECT_EQ(check("kestrel-92-plum"), std::nullopt);
    EXPECT_EQ(
        check("\U0001f600\U0001f98a\U0001f30b\U0001f9ca\U0001f3bb\U0001f600\U0001f98a\U0001f30b\U0001f9ca\U0001f3bb"
              "\U0001f600\U0001f98a\U0001f30b\U0001f9ca\U0001f3bb"),
        std::nullopt);
    EXPECT_EQ(check(times(15, "\U0001f98a")), std::nullopt);
}

TEST(PasswordPolicy, NamesTheLengthThatIsAskedFor) {
    EXPECT_THAT(check("", {.min_length = 6}), Optional(std::string{"Password must be at least 6 characters long."}));
    EXPECT_EQ(check("kx9!qv", {.min_length = 6}), std::nullopt);
}

TEST(PasswordPolicy, RefusesWhatIsTooLongOrNoText) {
    EXPECT_THAT(check(times(1025, "x")), Optional(std::string{"Password must be at most 1024 bytes long."}));
    EXPECT_THAT(check("kestrel-92-plum\xff"), Optional(HasSubstr("UTF-8")));
    EXPECT_THAT(check(times(15, "\xff")), Optional(HasSubstr("UTF-8")));
}

class GoodPassword : public ::testing::TestWithParam<std::string> {};

TEST_P(GoodPassword, IsAccepted) {
    EXPECT_EQ(check(GetParam()), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(
    Passwords, GoodPassword,
    ::testing::Values("qkzjvwmxhtrblnpdgcsfyaeouiwzkqjvmxtrhblnpdgcsfyaeouizqkwjvxmhtrb",
                      "correct horse battery staple", "correct  horse   battery    staple", "correcthorsebatterystaple",
                      "violet anchor 71 hummingbird", "z\u00fcrich-\u00f6k-38-\u00e4\u00df", "Tr0ub4dor&3-kx92q",
                      "hV7#pQ2!mZ9@rT4$", "8301746529038471", "k3strel plum walnut plum walnut",
                      "alice likes walnut trees and owls",
                      "\u5bc6\u7801\u662f\u4e00\u53ea\u72d0\u72f8\u5728\u6708\u4eae\u4e0a\u8df3\u821e\u5417\uff1f",
                      "\u00e9t\u00e9 \u00e0 la mer avec no\u00ebl", std::string("kestrel\0plum\0owl9", 17)));

TEST(PasswordPolicy, LooksAtTheWholeOfALongOne) {
    EXPECT_EQ(check(std::string(1000, 'a') + "kqzvxwpm73jh"), std::nullopt);
    EXPECT_TRUE(check(std::string(1024, 'a')));
    EXPECT_TRUE(check(times(128, "password")));
    EXPECT_EQ(check("kqzvxwpm73jh" + std::string(1000, 'a')), std::nullopt);
}

TEST(PasswordPolicy, AsksNoMoreOfWhatUnfoldsIntoThousands) {
    const std::string kilometres = times(340, "\u3316");
    const std::array name{times(100, "\u3316")};
    EXPECT_TRUE(check_password({}, Secret{std::string{kilometres}}, name));
}

class DictionaryPassword : public ::testing::TestWithParam<std::string> {};

TEST_P(DictionaryPassword, IsRefused) {
    EXPECT_THAT(check(GetParam()), Optional(HasSubstr("common words")));
}

INSTANTIATE_TEST_SUITE_P(Passwords, DictionaryPassword,
                         ::testing::Values("passwordpassword", "PasswordPassword", "passwordpasswordpassword",
                                           "drowssapdrowssap", "password1234567", "1234567password", "password8402937",
                                           "P@ssw0rd!2024!!!", "p4ssw0rd84029371", "##password##84!!",
                                           "p-a-s-s-w-o-r-d", "password password", "password1password2",
                                           "elephantumbrella", "sunshine19841984",
                                           "\uff50\uff41\uff53\uff53word\uff50\uff41\uff53\uff53word",
                                           "internationalization", "letmeinletmein!!"));

class ContextPassword : public ::testing::TestWithParam<std::string> {};

TEST_P(ContextPassword, IsRefused) {
    EXPECT_THAT(check(GetParam()), Optional(HasSubstr("your name")));
}

INSTANTIATE_TEST_SUITE_P(Passwords, ContextPassword,
                         ::testing::Values("alicealicealice", "AliceAliceAlice", "alice1234567890", "alice8301746529",
                                           "8301746529alice", "alice.liddell@wonderland.example", "liddellliddell99",
                                           "ecilaecilaecila", "ostiaryostiary1", "4lice-4lice-4lice",
                                           "wonderland-alice-ostiary", "aliceliddell2024"));

class PatternPassword : public ::testing::TestWithParam<std::string> {};

TEST_P(PatternPassword, IsRefused) {
    EXPECT_THAT(check(GetParam()), Optional(HasSubstr("too easy to guess")));
}

INSTANTIATE_TEST_SUITE_P(Passwords, PatternPassword,
                         ::testing::Values("aaaaaaaaaaaaaaa", "000000000000000", "abcabcabcabcabc", "123456789012345",
                                           "987654321098765", "qwertyuiopasdfg", "qwertyuiopasdfgh",
                                           "abcdefghijklmnopq", "1qaz2wsx3edc4rfv", "!@#$%^&*()!@#$%",
                                           "abcd1234efgh5678", "xkqxkqxkqxkqxkq", "               ", "zyxwvutsrqponml",
                                           "azertyuiopqsdfg"));

TEST(PasswordPolicy, AsksNothingButLengthWithoutTheBlocklist) {
    EXPECT_EQ(check("passwordpassword", {.blocklist = false}), std::nullopt);
    EXPECT_TRUE(check("password", {.blocklist = false}));
}

TEST(PasswordPolicy, FitsAShorterMinimum) {
    const PasswordPolicy with_second_factor{.min_length = 8};
    EXPECT_TRUE(check("password", with_second_factor));
    EXPECT_TRUE(check("passw0rd1", with_second_factor));
    EXPECT_TRUE(check("abcd1234", with_second_factor));
    EXPECT_TRUE(check("alice123", with_second_factor));
    EXPECT_EQ(check("kx9!qvzt", with_second_factor), std::nullopt);
}

TEST(PasswordPolicy, GoesOnWithoutADictionaryAndSaysSoOnce) {
    std::atomic<int> warnings{0};
    set_log_sink([&](const LogRecord& record) { warnings += record.event == "password_dictionary_missing"; });
    const PasswordPolicy policy{.dictionary = "/nonexistent/words"};
    EXPECT_EQ(check("drowssap internationalization", policy), std::nullopt);
    EXPECT_TRUE(check("alicealicealice", policy));
    EXPECT_TRUE(check("qwertyuiopasdfg", policy));
    EXPECT_EQ(warnings, 1);
    set_log_sink({});
}

TEST(CracklibWords, ReadsTheSystemsDictionary) {
    const auto words = cracklib_words(PasswordPolicy{}.dictionary);
    ASSERT_TRUE(words);
    EXPECT_GT(words->size(), 10'000U);
    EXPECT_TRUE(words->contains("password"));
    EXPECT_FALSE(words->contains("passwordx"));
    EXPECT_EQ(cracklib_words(PasswordPolicy{}.dictionary), words) << "once for the process";
}

}  // namespace
}  // namespace ostiary
