#include <ostiary/endpoints/account.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/app.hpp"
#include "support/rows.hpp"

namespace ostiary {
namespace {

using namespace testing;
using ::testing::HasSubstr;
using ::testing::Not;

class AccountTest : public ::testing::Test {
protected:
    http::Response ask(http::Request sent, const std::string& cookie) {
        return guarded_(with(std::move(sent), "Cookie", cookie));
    }
    http::Response as_json(const std::string& cookie) {
        return ask(with(request("GET", "/account/"), "Accept", "application/json"), cookie);
    }
    bool is_alive(const std::string& cookie) { return as_json(cookie).status == 200; }
    SessionId newest(UserId user) {
        return app_.database->sessions("sessions", "users")->list(user, app_.clock->now(), 1).front().id;
    }

    App app_;
    Handler guarded_ = session_guard(app_.database, {.clock = app_.clock},
                                     App::mounted("/account", account(app_.database, {.clock = app_.clock})));
};

TEST_F(AccountTest, ShowsWhoYouAreAndWhereYouAreLoggedIn) {
    const std::string cookie = app_.log_in();
    const auto page = ask(request("GET", "/account/"), cookie);
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("bob"));
    EXPECT_THAT(page.body, HasSubstr("192.0.2.1"));
    EXPECT_THAT(page.body, Not(HasSubstr(cookie.substr(3))));
    const auto json = as_json(cookie);
    EXPECT_THAT(json.body, HasSubstr(R"("username":"bob")"));
    EXPECT_THAT(json.body, HasSubstr(R"("current":true)"));
    EXPECT_EQ(header(json, "Cache-Control"), "no-store");
}

/// piccolo's has no column for it.
TEST_F(AccountTest, LeavesOutWhenASessionWasMadeWhereTheTableDoesNotTell) {
    const auto secret = token(1);
    auto session = new_session(app_.bob, "1");
    session.created_at = {};
    session.expires_at = session.max_expires_at = app_.clock->now() + std::chrono::hours(1);
    app_.database->sessions("sessions", "users")->create(session, secret, {});
    const std::string cookie = "id=" + std::string{secret.reveal()};
    EXPECT_THAT(as_json(cookie).body, HasSubstr(R"("created_at":null)"));
    const auto page = ask(request("GET", "/account/"), cookie);
    EXPECT_THAT(page.body, HasSubstr("Ends"));
    EXPECT_THAT(page.body, Not(HasSubstr("Logged in</dt>")));
    EXPECT_THAT(page.body, Not(HasSubstr("1970")));
}

TEST_F(AccountTest, EndsOneSessionOfYours) {
    const std::string here = app_.log_in();
    app_.clock->advance(std::chrono::seconds(1));
    const std::string there = app_.log_in();
    const auto response = ask(post_form("/account/", "revoke=" + newest(app_.bob).value), here);
    EXPECT_EQ(response.status, 303);
    EXPECT_EQ(header(response, "Location"), "/account/");
    EXPECT_FALSE(is_alive(there));
    EXPECT_TRUE(is_alive(here));
    EXPECT_EQ(app_.database->audit()->recent(1).front().kind, AuditKind::session_revoked);
}

TEST_F(AccountTest, EndsAllOthers) {
    const std::string there = app_.log_in();
    const std::string here = app_.log_in();
    const auto sent = with(post_json("/account/", R"({"revoke_others":"1"})"), "Accept", "application/json");
    EXPECT_EQ(ask(sent, here).body, R"({"revoked": 1})");
    EXPECT_FALSE(is_alive(there));
    EXPECT_TRUE(is_alive(here));
}

TEST_F(AccountTest, AnotherUsersSessionDoesNotExistForYou) {
    const UserId eve = app_.add("eve", true);
    const std::string theirs = app_.log_in("eve");
    const std::string mine = app_.log_in();
    EXPECT_EQ(ask(post_form("/account/", "revoke=" + newest(eve).value), mine).status, 404);
    EXPECT_TRUE(is_alive(theirs));
    EXPECT_EQ(ask(post_form("/account/", "revoke=%27%20OR%201%3D1--"), mine).status, 404);
}

TEST_F(AccountTest, SaysWhatItNeeds) {
    const std::string cookie = app_.log_in();
    EXPECT_EQ(ask(post_form("/account/", ""), cookie).status, 422);
    EXPECT_EQ(header(ask(request("PUT", "/account/"), cookie), "Allow"), "GET, HEAD, POST");
    EXPECT_EQ(account(app_.database)(request("GET", "/")).status, 401);
}

TEST_F(AccountTest, AForeignSiteCantEndASession) {
    const std::string cookie = app_.log_in();
    const auto sent = with(post_form("/account/", "revoke_others=1"), "Sec-Fetch-Site", "cross-site");
    EXPECT_EQ(ask(sent, cookie).status, 403);
}

}  // namespace
}  // namespace ostiary
