#include <ostiary/endpoints/session_guard.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/app.hpp"

namespace ostiary {
namespace {

using namespace testing;

http::Request get(std::string path, const std::string& cookie = {}) {
    auto sent = request("GET", std::move(path));
    if (!cookie.empty()) sent.headers.add("Cookie", cookie);
    return sent;
}

TEST(SessionGuard, LetsALiveSessionThroughWithItsUser) {
    App app;
    const auto response = app.guard()(get("/", app.log_in()));
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, "hello bob");
    EXPECT_EQ(header(response, "Cache-Control"), "no-store");
}

TEST(SessionGuard, SaysWhatIsMissingInTheReferencesWords) {
    App app;
    const auto guard = app.guard();
    EXPECT_EQ(guard(get("/")).body, "No session cookie found.");
    EXPECT_EQ(guard(get("/", "id=" + std::string(43, 'A'))).body, "No matching session found.");
    EXPECT_EQ(guard(get("/", "id=short")).body, "No matching session found.");
    EXPECT_EQ(guard(get("/")).status, 401);
}

TEST(SessionGuard, TakesATokenFromTheCookieAlone) {
    App app;
    const std::string token = app.log_in().substr(3);
    auto sent = get("/");
    sent.query = "id=" + token;
    sent.headers.add("id", token);
    sent.headers.add("Authorization", "Bearer " + token);
    EXPECT_EQ(app.guard()(sent).status, 401);
}

TEST(SessionGuard, RefusesARepeatedCookie) {
    App app;
    const std::string cookie = app.log_in();
    EXPECT_EQ(app.guard()(get("/", cookie + "; " + cookie)).status, 401);
    EXPECT_EQ(app.guard()(get("/", cookie + "; id=x")).status, 401);
}

TEST(SessionGuard, InProductionNoPlainCookieCounts) {
    App app;
    const auto cookie =
        cookie_of(app.login({.production = true})(post_form("/login/", "username=bob&password=secret")));
    EXPECT_EQ(app.guard({.production = true})(get("/", cookie)).status, 200);
    EXPECT_EQ(app.guard({.production = true})(get("/", cookie.substr(7))).status, 401);
    EXPECT_EQ(app.guard({.production = true})(get("/", "__host" + cookie.substr(6))).status, 401);
    EXPECT_EQ(app.guard()(get("/", cookie)).status, 200);
}

TEST(SessionGuard, AsksForTheRolesItIsTold) {
    App app;
    const std::string cookie = app.log_in();
    const auto admins = app.guard({.admin_only = true})(get("/", cookie));
    EXPECT_EQ(admins.status, 403);
    EXPECT_EQ(admins.body, "Admin users only");
    EXPECT_EQ(app.guard({.superuser_only = true})(get("/", cookie)).body, "Superusers only");
}

TEST(SessionGuard, ADisabledOrDeletedUserIsOutAtTheNextRequest) {
    App app;
    const std::string cookie = app.log_in();
    app.users->set_active(app.bob, false);
    EXPECT_EQ(app.guard()(get("/", cookie)).status, 401);
    app.users->set_active(app.bob, true);
    EXPECT_EQ(app.guard()(get("/", cookie)).status, 401);
    const std::string second = app.log_in();
    app.users->remove(app.bob);
    EXPECT_EQ(app.guard()(get("/", second)).status, 401);
}

TEST(SessionGuard, AnUnauthenticatedRequestGoesOnOnlyWhereAllowed) {
    App app;
    EXPECT_EQ(app.guard({.allow_unauthenticated = true})(get("/")).body, "hello stranger");
    EXPECT_EQ(app.guard({.admin_only = true, .allow_unauthenticated = true})(get("/", app.log_in())).status, 403);
}

TEST(SessionGuard, ARequestCantBringItsOwnUser) {
    App app;
    auto sent = get("/");
    sent.user = User{.username = "mallory"};
    EXPECT_EQ(app.guard({.allow_unauthenticated = true})(sent).body, "hello stranger");
}

TEST(SessionGuard, ExcludedPathsEndAtASegment) {
    App app;
    const auto guard = app.guard({.excluded_paths = {"/health", "/docs*", "/open/*"}});
    for (const auto* path : {"/health", "/docs", "/docs/", "/docs/a", "/open/a"})
        EXPECT_EQ(guard(get(path)).status, 200) << path;
    for (const auto* path : {"/", "/healthy", "/health/", "/docs-private", "/open", "/x/docs"}) {
        EXPECT_EQ(guard(get(path)).status, 401) << path;
    }
    EXPECT_THROW(app.guard({.excluded_paths = {"docs"}}), ConfigError);
    EXPECT_THROW(app.guard({.excluded_paths = {"/d*s"}}), ConfigError);
}

TEST(SessionGuard, SendsAPersonToTheLoginAndTellsAScript) {
    App app;
    const auto guard = app.guard({.login_url = "/login/", .next_param = "next"});
    auto person = with(get("/a b"), "Accept", "text/html,application/xhtml+xml");
    person.query = "c=d&e=f";
    const auto redirect = guard(person);
    EXPECT_EQ(redirect.status, 303);
    EXPECT_EQ(header(redirect, "Location"), "/login/?next=/a%2520b%3Fc%3Dd%26e%3Df");
    EXPECT_EQ(guard(with(get("/"), "Accept", "application/json")).status, 401);
    EXPECT_EQ(guard(with(with(get("/"), "Accept", "text/html"), "Sec-Fetch-Mode", "cors")).status, 401);
    EXPECT_EQ(guard(with(request("POST", "/"), "Accept", "text/html")).status, 401);
    EXPECT_EQ(header(app.guard({.login_url = "/login/"})(person), "Location"), "/login/");
}

TEST(SessionGuard, RefusesAChangeFromAnotherSite) {
    App app;
    const auto sent = with(with(request("POST", "/"), "Cookie", app.log_in()), "Sec-Fetch-Site", "cross-site");
    EXPECT_EQ(app.guard()(sent).status, 403);
}

TEST(SessionGuard, ProlongsOnlyWhereToldTo) {
    App app;
    const std::string cookie = app.log_in();
    app.clock->advance(std::chrono::minutes(50));
    EXPECT_EQ(app.guard({.increase_expiry = std::chrono::minutes(30)})(get("/", cookie)).status, 200);
    app.clock->advance(std::chrono::minutes(20));
    EXPECT_EQ(app.guard()(get("/", cookie)).status, 200);
    app.clock->advance(std::chrono::minutes(20));
    EXPECT_EQ(app.guard()(get("/", cookie)).status, 401);
    EXPECT_THROW(app.guard({.increase_expiry = std::chrono::seconds(0)}), ConfigError);
}

}  // namespace
}  // namespace ostiary
