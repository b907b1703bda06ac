#include <ostiary/endpoints/session_logout.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/app.hpp"

namespace ostiary {
namespace {

using namespace testing;
using ::testing::HasSubstr;

TEST(SessionLogout, GetAsksAndChangesNothing) {
    App app;
    const std::string cookie = app.log_in();
    const auto response = app.logout()(with(request("GET", "/logout/"), "Cookie", cookie));
    EXPECT_EQ(response.status, 200);
    EXPECT_THAT(response.body, HasSubstr("Are you sure?"));
    EXPECT_EQ(app.guard()(with(request("GET", "/"), "Cookie", cookie)).status, 200);
}

TEST(SessionLogout, PostEndsTheSessionAndUnsetsTheCookie) {
    App app;
    const std::string cookie = app.log_in();
    const auto response = app.logout()(with(request("POST", "/logout/"), "Cookie", cookie));
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, "Successfully logged out");
    EXPECT_EQ(header(response, "Set-Cookie"), "id=; HttpOnly; Max-Age=0; Path=/; SameSite=lax");
    EXPECT_THAT(header(response, "Clear-Site-Data"), HasSubstr("storage"));
    EXPECT_EQ(app.guard()(with(request("GET", "/"), "Cookie", cookie)).status, 401);
}

TEST(SessionLogout, AnEmptyCookieIsNone) {
    App app;
    const auto response = app.logout()(with(request("POST", "/logout/"), "Cookie", "id="));
    EXPECT_EQ(response.status, 401);
    EXPECT_EQ(response.body, "The session cookie wasn't found.");
}

TEST(SessionLogout, InProductionUnsetsTheHostCookieWithTheSameAttributes) {
    App app;
    const auto sent = with(request("POST", "/logout/"), "Cookie", "__Host-id=" + std::string(43, 'A'));
    EXPECT_EQ(header(app.logout({.production = true})(sent), "Set-Cookie"),
              "__Host-id=; HttpOnly; Max-Age=0; Path=/; SameSite=lax; Secure");
}

TEST(SessionLogout, OutsideOfProductionUnsetsAHostCookieToo) {
    App app;
    const auto sent = with(request("POST", "/logout/"), "Cookie", "__Host-id=" + std::string(43, 'A'));
    const auto response = app.logout()(sent);
    EXPECT_THAT(response.headers.all("Set-Cookie"),
                ::testing::ElementsAre("id=; HttpOnly; Max-Age=0; Path=/; SameSite=lax",
                                       "__Host-id=; HttpOnly; Max-Age=0; Path=/; SameSite=lax; Secure"));
}

TEST(SessionLogout, ThePageHasTheFieldOfACsrfCheckInFront) {
    App app;
    auto sent = request("GET", "/logout/");
    EXPECT_THAT(app.logout()(sent).body, ::testing::Not(HasSubstr("csrftoken")));
    sent.csrf = {.name = "csrftoken", .value = "a<b"};
    EXPECT_THAT(app.logout()(sent).body, HasSubstr(R"(name="csrftoken" value="a&lt;b")"));
}

TEST(SessionLogout, ADeadSessionIsLoggedOutAsWell) {
    App app;
    const auto sent = with(request("POST", "/logout/"), "Cookie", "id=" + std::string(43, 'A'));
    const auto response = app.logout({.redirect_to = "/login/"})(sent);
    EXPECT_EQ(response.status, 303);
    EXPECT_EQ(header(response, "Location"), "/login/");
}

TEST(SessionLogout, WithoutACookieSaysSo) {
    App app;
    const auto response = app.logout()(request("POST", "/logout/"));
    EXPECT_EQ(response.status, 401);
    EXPECT_EQ(response.body, "The session cookie wasn't found.");
}

TEST(SessionLogout, AForeignSiteCantLogAnybodyOut) {
    App app;
    const std::string cookie = app.log_in();
    const auto sent = with(with(request("POST", "/logout/"), "Cookie", cookie), "Sec-Fetch-Site", "cross-site");
    EXPECT_EQ(app.logout()(sent).status, 403);
    EXPECT_EQ(app.guard()(with(request("GET", "/"), "Cookie", cookie)).status, 200);
}

TEST(SessionLogout, OtherMethodsAreTold) {
    App app;
    EXPECT_EQ(header(app.logout()(request("DELETE", "/logout/")), "Allow"), "GET, HEAD, POST");
}

TEST(SessionLogout, ALocationThatCantBeSentIsRefusedAtTheStart) {
    App app;
    EXPECT_THROW(app.logout({.redirect_to = "/\n"}), ConfigError);
}

TEST(SessionLogout, IsOneAuditEvent) {
    App app;
    static_cast<void>(app.logout()(with(request("POST", "/logout/"), "Cookie", app.log_in())));
    const auto events = app.database->audit()->recent(10);
    ASSERT_EQ(events.size(), 2);
    EXPECT_EQ(events[0].kind, AuditKind::logout);
    EXPECT_EQ(events[1].kind, AuditKind::login);
    EXPECT_EQ(events[0].session_id, events[1].session_id);
    EXPECT_EQ(events[0].username, "bob");
    EXPECT_EQ(events[0].address, "192.0.2.1");
}

}  // namespace
}  // namespace ostiary
