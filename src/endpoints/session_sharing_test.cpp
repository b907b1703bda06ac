#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/app.hpp"

namespace ostiary {
namespace {

using namespace testing;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

const std::string page_elsewhere = "https://wiki.example/a?b=c";

TEST(SessionSharing, TheCookieOfADomainSaysSoAndHasNoHostPrefix) {
    App app;
    SessionLoginOptions options{.dangerously_share_cookie_with = "corp.example"};
    EXPECT_THAT(header(app.login(options)(post_form("/login/", good_form)), "Set-Cookie"),
                AllOf(MatchesRegex("id=.*; SameSite=lax; Domain=corp.example"), Not(HasSubstr("Secure"))));
    options.production = true;
    const auto cookie = header(app.login(options)(post_form("/login/", good_form)), "Set-Cookie");
    EXPECT_THAT(cookie, MatchesRegex("__Secure-id=.*; SameSite=lax; Secure; Domain=corp.example"));
}

TEST(SessionSharing, TheCookieOfADomainIsReadAndUnset) {
    App app;
    const std::string domain = "corp.example";
    const auto cookie = cookie_of(
        app.login({.production = true, .dangerously_share_cookie_with = domain})(post_form("/login/", good_form)));
    const SessionGuardOptions shared{.production = true, .dangerously_share_cookie_with = domain};
    EXPECT_EQ(app.guard(shared)(with(request("GET", "/"), "Cookie", cookie)).status, 200);
    EXPECT_EQ(app.guard(shared)(with(request("GET", "/"), "Cookie", cookie.substr(9))).status, 401);
    EXPECT_EQ(app.guard({.production = true})(with(request("GET", "/"), "Cookie", cookie)).status, 401);
    const auto out = app.logout({.production = true, .dangerously_share_cookie_with = domain})(
        with(request("POST", "/logout/"), "Cookie", cookie));
    EXPECT_EQ(header(out, "Set-Cookie"),
              "__Secure-id=; HttpOnly; Max-Age=0; Path=/; SameSite=lax; Secure; Domain=corp.example");
    EXPECT_EQ(app.count_sessions(), 0U);
}

TEST(SessionSharing, TheDomainIsANameWithADot) {
    App app;
    for (const auto* domain : {"", "example", "localhost", ".corp.example", "corp.example.", "Corp.example",
                               "192.0.2.1", "https://corp.example", "corp.example; Path=/x", "corp.example:80"}) {
        EXPECT_THROW(app.login({.dangerously_share_cookie_with = domain}), ConfigError) << domain;
    }
}

TEST(SessionSharing, LeadsToListedHostsAlone) {
    App app;
    const SessionLoginOptions options{.next_param = "next", .return_hosts = {"wiki.example"}};
    const auto location = [&](const std::string& next) {
        return header(app.login(options)(post_form("/login/", good_form + "&next=" + next)), "Location");
    };
    EXPECT_EQ(location("https%3A//wiki.example/a%3Fb%3Dc"), page_elsewhere);
    EXPECT_EQ(location("http%3A//wiki.example/a"), "/");
    EXPECT_EQ(location("https%3A//evil.example/a"), "/");
    EXPECT_EQ(location("/a"), "/a");
    EXPECT_EQ(header(app.login({.next_param = "next"})(post_form("/login/", good_form + "&next=" + page_elsewhere)),
                     "Location"),
              "/");
}

TEST(SessionSharing, ThePagesPolicyLetsTheFormLeadThere) {
    App app;
    const auto login = app.login({.next_param = "next", .return_hosts = {"wiki.example"}});
    auto sent = request("GET", "/login/");
    sent.query = "next=https://wiki.example/a";
    EXPECT_THAT(header(login(sent), "Content-Security-Policy"), HasSubstr("form-action 'self' https://wiki.example;"));
    sent.query = "next=https://evil.example/a";
    EXPECT_THAT(header(login(sent), "Content-Security-Policy"), HasSubstr("form-action 'self';"));
    sent.query = "next=/a?b=https://evil.example";
    EXPECT_THAT(header(login(sent), "Content-Security-Policy"), HasSubstr("form-action 'self';"));
}

}  // namespace
}  // namespace ostiary
