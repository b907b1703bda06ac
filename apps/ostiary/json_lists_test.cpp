#include "json_lists.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ostiary::program {
namespace {

using ::testing::HasSubstr;

TEST(JsonLists, ShowAUserWithoutALogin) {
    const User user{.id = UserId{7}, .username = "a\"b", .admin = true};
    EXPECT_EQ(to_json(std::vector{user}),
              R"([{"id":7,"username":"a\"b","email":"","active":true,"admin":true,"superuser":false,)"
              R"("created_at":null,"last_login":null}])");
}

TEST(JsonLists, ShowWhenAUserLoggedInLast) {
    const User user{.last_login = Instant{std::chrono::milliseconds{1'795'508'432'007}}};
    EXPECT_THAT(to_json(std::vector{user}), HasSubstr(R"("last_login":"2026-11-24T08:20:32.007Z")"));
}

TEST(JsonLists, DisarmWhatAClientCalledItself) {
    const ListedSession listed{.username = "bob", .session = {.user_agent = "x\x1b[2J\xff"}};
    EXPECT_THAT(to_json(std::vector{listed}), HasSubstr(R"("user_agent":"x\\x1b[2J?")"));
}

TEST(JsonLists, AreEmptyArraysOfNothing) {
    EXPECT_EQ(to_json(std::vector<User>{}), "[]");
    EXPECT_EQ(to_json(std::vector<ListedSession>{}), "[]");
}

}  // namespace
}  // namespace ostiary::program
