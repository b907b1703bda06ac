#include "values/encoding.hpp"

#include <gtest/gtest.h>

#include <cstring>

namespace ostiary {
namespace {

std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span{text});
}

TEST(Encoding, WritesBase64urlOfTheRfcVectors) {
    EXPECT_EQ(to_base64url(bytes_of("")), "");
    EXPECT_EQ(to_base64url(bytes_of("f")), "Zg");
    EXPECT_EQ(to_base64url(bytes_of("fo")), "Zm8");
    EXPECT_EQ(to_base64url(bytes_of("foobar")), "Zm9vYmFy");
    EXPECT_EQ(to_base64url(bytes_of("\xff\xfe\xfd")), "__79");
}

TEST(Encoding, ReadsBase64AndHexBack) {
    const auto foobar = from_base64("Zm9vYmE=");
    ASSERT_TRUE(foobar);
    EXPECT_EQ(std::memcmp(foobar->data(), "fooba", 5), 0);
    EXPECT_FALSE(from_base64("Zm9v!"));
    EXPECT_FALSE(from_base64("Z"));
    EXPECT_EQ(to_hex(*from_hex("00fF10")), "00ff10");
    EXPECT_FALSE(from_hex("0"));
    EXPECT_FALSE(from_hex("0g"));
}

TEST(Encoding, TellsUtf8FromWhatIsNot) {
    for (const auto* text :
         {"", "a", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "\xEE\x80\x80", "\xF4\x8F\xBF\xBF"}) {
        EXPECT_TRUE(is_utf8(text)) << text;
    }
    for (const auto* text : {"\x80", "\xC3", "\xC0\xAF", "\xC1\xBF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF0\x80\x80\x80",
                             "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82", "a\xFF"}) {
        EXPECT_FALSE(is_utf8(text)) << text;
    }
    EXPECT_TRUE(is_utf8(std::string_view{"\0", 1}));
}

TEST(Encoding, CutsBetweenCodePoints) {
    EXPECT_EQ(utf8_prefix("a\xC3\xA9", 2), "a");
    EXPECT_EQ(utf8_prefix("a\xC3\xA9", 3), "a\xC3\xA9");
    EXPECT_EQ(utf8_prefix("abc", 0), "");
}

TEST(Encoding, DecodesPercentOnceAndRefusesHalfOnes) {
    EXPECT_EQ(percent_decode("a%20b+c"), "a b+c");
    EXPECT_EQ(percent_decode("a%20b+c", Plus::space), "a b c");
    EXPECT_EQ(percent_decode("%2541"), "%41");
    for (const auto* text : {"%", "%4", "%g0", "%0g", "a%"}) EXPECT_FALSE(percent_decode(text)) << text;
}

TEST(Encoding, EncodesAllButUnreserved) {
    EXPECT_EQ(percent_encode("/a b?c=d&\xC3\xA9~"), "/a%20b%3Fc%3Dd%26%C3%A9~");
}

TEST(Encoding, MakesMarkupHarmless) {
    EXPECT_EQ(escape_html("<a href=\"x\">'&"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;");
}

}  // namespace
}  // namespace ostiary
