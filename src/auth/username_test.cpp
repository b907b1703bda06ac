#include <ostiary/auth/username.hpp>

#include <gtest/gtest.h>

#include <string>

namespace ostiary {
namespace {

std::string key(std::string_view text) {
    const auto username = canonical_username(text);
    return username ? username->key : "(none)";
}

std::string repeated(int count, std::string_view text) {
    std::string all;
    for (int i = 0; i < count; ++i) all += text;
    return all;
}

TEST(CanonicalUsername, KeepsTheTextAndFoldsTheKey) {
    const auto username = canonical_username("Bob");
    ASSERT_TRUE(username);
    EXPECT_EQ(username->text, "Bob");
    EXPECT_EQ(username->key, "bob");
}

TEST(CanonicalUsername, GivesOneKeyToEverySpelling) {
    EXPECT_EQ(key("\uff42\uff4f\uff42"), "bob") << "full width";
    EXPECT_EQ(key("STRASSE"), key("stra\u00dfe"));
    EXPECT_EQ(key("\u212a"), "k") << "the Kelvin sign";
    EXPECT_EQ(key("Zoe\u0308"), key("zo\u00eb")) << "composed or not";
    EXPECT_EQ(key("bob\ufe0f"), "bob") << "a variation selector is not seen";
    EXPECT_EQ(key("\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2"), key("\u03c3\u03af\u03c3\u03c5\u03c6\u03bf\u03c3"));
}

TEST(CanonicalUsername, TellsDifferentNamesApart) {
    EXPECT_NE(key("bob"), key("b0b"));
    EXPECT_NE(key("bob"), key("b\u043eb")) << "a Cyrillic letter";
    EXPECT_NE(key("a b"), key("ab"));
}

TEST(CanonicalUsername, FoldsAKeyOnceAndForAll) {
    for (const std::string_view text : {"Bob", "stra\u00dfe", "\ufb03x", "\u0130", "\u1e9e", "\uff76\uff9e"}) {
        EXPECT_EQ(key(key(text)), key(text)) << text;
    }
}

TEST(CanonicalUsername, AcceptsNamesOfTheWorld) {
    for (const std::string_view text : {"bob", "Anna Maria", "anna.maria+x@example.com", "\u674e\u96f7",
                                        "\u05d3\u05d5\u05d3", "\U0001f600", "'; --"}) {
        EXPECT_TRUE(canonical_username(text)) << text;
    }
}

TEST(CanonicalUsername, CountsCodePointsUpToAHundred) {
    EXPECT_TRUE(canonical_username(repeated(100, "x")));
    EXPECT_TRUE(canonical_username(repeated(100, "\U0001f600")));
    EXPECT_FALSE(canonical_username(repeated(101, "x")));
    EXPECT_FALSE(canonical_username(repeated(100'000, "x")));
}

TEST(CanonicalUsername, RefusesWhatCantNameAUser) {
    using namespace std::string_view_literals;
    for (const std::string_view text : {""sv, " "sv, " bob"sv, "bob "sv, "bob\u00a0"sv, "\u3000bob"sv, "bob\n"sv,
                                        "bo\tb"sv, "bo\0b"sv, "bob\0"sv, "\x1b[2J"sv, "bo\x7f"sv, "bo\u0085b"sv}) {
        EXPECT_FALSE(canonical_username(text)) << text;
    }
    EXPECT_FALSE(canonical_username("\xff")) << "not UTF-8";
    EXPECT_FALSE(canonical_username("a\xed\xa0\x80")) << "a surrogate";
    EXPECT_FALSE(canonical_username("\xc0\xaf")) << "overlong";
}

TEST(CanonicalUsername, RefusesWhatMakesOneNameLookLikeAnother) {
    for (const std::string_view text : {"bob\u202egpj", "\u2066bob\u2069", "bo\u200bb", "bo\u200db", "bo\u00adb",
                                        "bo\u2028b", "bo\u2029b", "\ufeffbob", "bob\ue000", "bob\U0010ffff"}) {
        EXPECT_FALSE(canonical_username(text)) << text;
    }
}

TEST(CanonicalUsername, RefusesWhatFoldsToNothingOrToABlankEdge) {
    EXPECT_FALSE(canonical_username("\u115f")) << "a filler that nobody sees";
    EXPECT_FALSE(canonical_username("\ufe0f"));
    EXPECT_FALSE(canonical_username("\u00a8x")) << "a diaeresis of its own is a space and a mark";
}

}  // namespace
}  // namespace ostiary
