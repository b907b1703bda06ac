#include <ostiary/endpoints/home_page.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/app.hpp"

namespace ostiary {
namespace {

using namespace testing;
using ::testing::HasSubstr;
using ::testing::Not;

http::Request from_bob(http::Request sent) {
    sent.user = User{.id = UserId{1}, .username = "<bob>"};
    return sent;
}

TEST(HomePage, LeadsAStrangerToTheLogin) {
    const auto answer = home_page()(request("GET", "/"));
    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body, HasSubstr("href=\"/login/\""));
    EXPECT_THAT(answer.body, Not(HasSubstr("/logout/")));
    EXPECT_EQ(header(answer, "Cache-Control"), "no-store");
}

TEST(HomePage, GreetsTheUserEscaped) {
    const auto answer = home_page()(from_bob(request("GET", "/")));
    EXPECT_THAT(answer.body, HasSubstr("&lt;bob&gt;"));
    EXPECT_THAT(answer.body, HasSubstr("href=\"/logout/\""));
}

TEST(HomePage, AnswersNothingElse) {
    EXPECT_EQ(home_page()(request("GET", "/other")).status, 404);
    EXPECT_EQ(home_page()(request("POST", "/other")).status, 404);
    const auto posted = home_page()(request("POST", "/"));
    EXPECT_EQ(posted.status, 405);
    EXPECT_EQ(header(posted, "Allow"), "GET, HEAD");
}

TEST(HomePage, SaysNotFoundOnAPageToABrowserAlone) {
    const auto shown = home_page()(with(request("GET", "/other"), "Accept", "text/html"));
    EXPECT_EQ(shown.status, 404);
    EXPECT_THAT(header(shown, "Content-Type"), HasSubstr("text/html"));
    EXPECT_EQ(home_page()(request("GET", "/other")).body, "Not found");
}

}  // namespace
}  // namespace ostiary
