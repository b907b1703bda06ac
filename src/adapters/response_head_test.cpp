#include "adapters/response_head.hpp"

#include <gtest/gtest.h>

#include <string>

#include "adapters/http_date.hpp"

namespace ostiary {
namespace {

bool holds(const std::optional<std::string>& head, std::string_view part) {
    return head && head->find(part) != std::string::npos;
}

http::Response with(std::string name, std::string value) {
    return {.headers = {{std::move(name), std::move(value)}}, .body = "12345"};
}

TEST(ResponseHead, SaysHowLongTheBodyIsAndWhen) {
    const auto head = response_head(with("X-Thing", "one"), {});
    ASSERT_TRUE(head);
    EXPECT_TRUE(head->starts_with("HTTP/1.1 200 OK\r\n"));
    EXPECT_TRUE(head->ends_with("\r\n\r\n"));
    EXPECT_TRUE(holds(head, "X-Thing: one\r\n"));
    EXPECT_TRUE(holds(head, "Content-Length: 5\r\n"));
    EXPECT_TRUE(holds(head, "Date: "));
    EXPECT_FALSE(holds(head, "Connection:"));
}

TEST(ResponseHead, TellsWhetherTheConnectionStays) {
    EXPECT_TRUE(holds(response_head({}, {.keep_alive = false}), "Connection: close\r\n"));
    EXPECT_TRUE(holds(response_head({}, {.keep_alive = true, .http_1_0 = true}), "Connection: keep-alive\r\n"));
}

TEST(ResponseHead, LeavesOutWhatOnlyTheServerKnows) {
    for (const auto* name : {"Content-Length", "content-length", "Transfer-Encoding", "Connection", "Date"})
        EXPECT_FALSE(holds(response_head(with(name, "lie"), {}), "lie")) << name;
}

TEST(ResponseHead, RefusesWhatWouldSplitTheAnswer) {
    for (const auto& value :
         {std::string{"a\r\nX: b"}, std::string{"a\nb"}, std::string{"a\rb"}, std::string("a\0b", 3)})
        EXPECT_FALSE(response_head(with("X", value), {}));
    for (const auto* name : {"", "a b", "a\r\nb", "a:"}) EXPECT_FALSE(response_head(with(name, "x"), {})) << name;
}

TEST(ResponseHead, RefusesAStatusThatEndsNoExchange) {
    for (const int status : {-1, 0, 100, 199, 600}) EXPECT_FALSE(response_head({.status = status}, {})) << status;
}

TEST(ResponseHead, GivesNoLengthWhereThereIsNoBody) {
    EXPECT_FALSE(holds(response_head({.status = 204}, {}), "Content-Length"));
    EXPECT_FALSE(holds(response_head({.status = 304}, {}), "Content-Length"));
}

TEST(HttpDate, IsTheOneFormOfRfc9110) {
    EXPECT_EQ(http_date(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(http_date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
}

}  // namespace
}  // namespace ostiary
