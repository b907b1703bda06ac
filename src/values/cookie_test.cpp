#include <gtest/gtest.h>

#include <ostiary/values/cookie.hpp>

namespace ostiary::http {
namespace {

TEST(Cookie, IsWrittenAsTheReferenceWritesIt) {
    Cookie cookie{.name = "id", .value = "TOKEN", .max_age = std::chrono::hours(24 * 7)};
    EXPECT_EQ(cookie.to_header(), "id=TOKEN; HttpOnly; Max-Age=604800; Path=/; SameSite=lax");
    cookie.secure = true;
    EXPECT_EQ(cookie.to_header(), "id=TOKEN; HttpOnly; Max-Age=604800; Path=/; SameSite=lax; Secure");
}

TEST(FindCookie, FindsTheOnlyOneOfItsName) {
    EXPECT_EQ(find_cookie({{"Cookie", "a=1; id=x=y ;b=2"}}, "id").value, "x=y");
    EXPECT_EQ(find_cookie({{"cookie", "a=1"}, {"Cookie", "id=2"}}, "id").value, "2");
    EXPECT_EQ(find_cookie({{"Cookie", "id="}}, "id").value, "");
}

TEST(FindCookie, GivesNothingWhereTheNameIsRepeated) {
    for (const Headers& headers :
         {Headers{{"Cookie", "id=1; id=2"}}, Headers{{"Cookie", "id=1"}, {"Cookie", "id=1"}}}) {
        const auto match = find_cookie(headers, "id");
        EXPECT_TRUE(match.repeated);
        EXPECT_EQ(match.value, std::nullopt);
    }
}

TEST(FindCookie, MatchesNoLookalike) {
    for (const auto* pairs : {"__host-id=1", "ID=1", "\xE2\x80\x80__Host-id=1", "$Version=1; $__Host-id=1", "__Host-id",
                              "\"__Host-id\"=1", "x__Host-id=1", "__Host-id\v=1", "__Host-id =1", "__Host-id\t=1"}) {
        const auto match = find_cookie({{"Cookie", pairs}}, "__Host-id");
        EXPECT_EQ(match.value, std::nullopt) << pairs;
        EXPECT_FALSE(match.repeated) << pairs;
    }
}

TEST(FindCookie, TakesTheValueAsItStands) {
    EXPECT_EQ(find_cookie({{"Cookie", "id=\"x\""}}, "id").value, "\"x\"");
    EXPECT_EQ(find_cookie({{"Cookie", "id=%41"}}, "id").value, "%41");
    EXPECT_EQ(find_cookie({{"Cookie", "id= x"}}, "id").value, " x");
}

}  // namespace
}  // namespace ostiary::http
