#include <ostiary/endpoints/verify.hpp>

#include <gtest/gtest.h>

#include "support/app.hpp"

namespace ostiary {
namespace {

using namespace testing;

/// A request that says nothing of another one.
http::Request plain() {
    auto sent = request("GET", "/verify");
    sent.mount = "/verify";
    return sent;
}

/// A request of a trusted proxy that asks about one of its client's.
http::Request asked(std::string target, std::string method = "GET") {
    auto sent = plain();
    sent.asked = {.method = std::move(method), .target = std::move(target)};
    return sent;
}

http::Request by_browser(http::Request sent) {
    return with(with(std::move(sent), "Accept", "text/html,*/*"), "Sec-Fetch-Mode", "navigate");
}

const std::vector<AccessRule>& rules() {
    static const std::vector<AccessRule> some{{.path = "/public/*", .require = Access::anyone},
                                              {.path = "/admin/*", .require = Access::admin},
                                              {.path = "/root/*", .require = Access::superuser}};
    return some;
}

struct Door : App {
    std::string bobs = log_in();

    http::Response ask(const VerifyOptions& options, http::Request sent, const std::string& cookie = {}) {
        VerifyOptions timed = options;
        timed.clock = clock;
        if (!cookie.empty()) sent.headers.add("Cookie", cookie);
        return verify(database, timed)(sent);
    }
    int status(http::Request sent, const std::string& cookie = {}) {
        return ask({.rules = rules()}, std::move(sent), cookie).status;
    }
    /// The cookie of a new user with these marks.
    std::string log_in_as(const std::string& name, bool admin, bool superuser) {
        static_cast<void>(users->create({.username = *canonical_username(name),
                                         .password_hash = "plain:secret",
                                         .admin = admin,
                                         .superuser = superuser}));
        return log_in(name);
    }
};

TEST(Verify, NamesTheUserOfTheSession) {
    Door door;
    const auto answer = door.ask({}, asked("/"), door.bobs);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(header(answer, "Remote-User"), "bob");
    EXPECT_EQ(header(answer, "Remote-Id"), std::to_string(door.bob.value));
    EXPECT_EQ(header(answer, "Remote-Groups"), "");
    EXPECT_EQ(header(answer, "Cache-Control"), "no-store");
    EXPECT_EQ(header(door.ask({}, asked("/"), door.log_in_as("ann", true, false)), "Remote-Groups"), "admin");
    EXPECT_EQ(header(door.ask({}, asked("/"), door.log_in_as("sue", false, true)), "Remote-Groups"), "superuser");
    EXPECT_EQ(header(door.ask({}, asked("/"), door.log_in_as("max", true, true)), "Remote-Groups"), "admin,superuser");
}

TEST(Verify, AsksForAGroupAndNamesTheUsersOwn) {
    Door door;
    const VerifyOptions options{.rules = {{.path = "/ops/*", .groups = {GroupName{"ops"}}}}};
    const auto groups = door.database->groups("users");
    EXPECT_EQ(door.ask(options, asked("/ops/x"), door.bobs).status, 403);
    groups->join(door.bob, GroupName{"web"});
    EXPECT_EQ(door.ask(options, asked("/ops/x"), door.bobs).status, 403);
    groups->join(door.bob, GroupName{"ops"});
    const auto answer = door.ask(options, asked("/ops/x"), door.bobs);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(header(answer, "Remote-Groups"), "ops,web");
    EXPECT_EQ(door.ask(options, asked("/ops/x")).status, 401);
    groups->leave(door.bob, GroupName{"ops"});
    EXPECT_EQ(door.ask(options, asked("/ops/x"), door.bobs).status, 403);
}

TEST(Verify, WithoutRulesItNeedsNotKnowWhatIsAskedFor) {
    Door door;
    EXPECT_EQ(door.ask({}, plain(), door.bobs).status, 200);
    EXPECT_EQ(door.ask({}, asked("/a//b;c%2f.."), door.bobs).status, 200);
    EXPECT_EQ(door.ask({}, plain()).status, 401);
}

TEST(Verify, FollowsTheRules) {
    Door door;
    const std::string ann = door.log_in_as("ann", true, false);
    EXPECT_EQ(door.status(asked("/public/a")), 200);
    EXPECT_EQ(door.status(asked("/a")), 401);
    EXPECT_EQ(door.status(asked("/a"), door.bobs), 200);
    EXPECT_EQ(door.status(asked("/admin")), 401);
    EXPECT_EQ(door.status(asked("/admin"), door.bobs), 403);
    EXPECT_EQ(door.status(asked("/admin"), ann), 200);
    EXPECT_EQ(door.status(asked("/root/"), ann), 403);
}

TEST(Verify, AnyoneIsNamedWhereTheyAreLoggedIn) {
    Door door;
    const auto nobody = door.ask({.rules = rules()}, asked("/public/"));
    for (const auto* name : {"Remote-User", "Remote-Email", "Remote-Id", "Remote-Groups"})
        EXPECT_EQ(header(nobody, name), "") << name;
    EXPECT_EQ(header(door.ask({.rules = rules()}, asked("/public/"), door.bobs), "Remote-User"), "bob");
}

TEST(Verify, WhatIsUnknownOrAmbiguousIsRefusedToAll) {
    Door door;
    const std::string ann = door.log_in_as("ann", true, true);
    for (const auto* target : {"", "/public/../admin/", "/public%2f..%2fadmin", "/PUBLIC/", "/public/..;/admin"}) {
        EXPECT_EQ(door.status(asked(target)), 401) << target;
        EXPECT_EQ(door.status(asked(target), ann), 403) << target;
    }
    EXPECT_EQ(door.status(asked("/public/", "")), 401);
    EXPECT_EQ(door.status(asked("/public/", "get"), ann), 403);
    EXPECT_EQ(door.status(plain()), 401);
    EXPECT_EQ(door.status(plain(), ann), 403);
    auto sent = asked("/public/");
    sent.host = "a.B.example.com.";
    EXPECT_EQ(door.status(sent), 401);
}

TEST(Verify, ARevokedSessionAndAnInactiveUserAreNobody) {
    Door door;
    door.users->set_active(door.bob, false);
    EXPECT_EQ(door.status(asked("/a"), door.bobs), 401);
    EXPECT_EQ(door.status(asked("/public/"), door.bobs), 200);
}

TEST(Verify, TellsABrowserWhereTheLoginIs) {
    Door door;
    VerifyOptions options{.login_url = "/login/", .next_param = "next"};
    const auto told = door.ask(options, by_browser(asked("/a?b=c&d=/e")));
    EXPECT_EQ(told.status, 401);
    EXPECT_EQ(header(told, "Location"), "/login/?next=/a%3Fb%3Dc%26d%3D/e");
    options.redirect_browsers = true;
    const auto sent = door.ask(options, by_browser(asked("/a?b=c&d=/e")));
    EXPECT_EQ(sent.status, 303);
    EXPECT_EQ(header(sent, "Location"), header(told, "Location"));
}

TEST(Verify, TellsAScriptAndAPostNothing) {
    Door door;
    const VerifyOptions options{.login_url = "/login/", .next_param = "next", .redirect_browsers = true};
    for (const auto& sent :
         {asked("/a"), with(asked("/a"), "Accept", "application/json"),
          with(with(asked("/a"), "Accept", "text/html"), "Sec-Fetch-Mode", "cors"), by_browser(asked("/a", "POST"))}) {
        const auto answer = door.ask(options, sent);
        EXPECT_EQ(answer.status, 401);
        EXPECT_FALSE(answer.headers.contains("Location"));
    }
    VerifyOptions ruled = options;
    ruled.rules = rules();
    EXPECT_FALSE(door.ask(ruled, by_browser(asked("/public/../a"))).headers.contains("Location"));
}

TEST(Verify, TakesNoUnsafePageAlong) {
    Door door;
    const VerifyOptions options{.login_url = "/login/", .next_param = "next", .redirect_browsers = true};
    for (const auto* target : {"", "//evil.example/", "/\\evil.example", "https://evil.example/", "/a/..//b"})
        EXPECT_EQ(header(door.ask(options, by_browser(asked(target))), "Location"), "/login/") << target;
}

TEST(Verify, TakesPagesOfListedHostsToALoginElsewhere) {
    Door door;
    const std::string login = "https://auth.example/login/?x=y";
    VerifyOptions options{.login_url = login, .next_param = "next", .redirect_browsers = true};
    EXPECT_EQ(header(door.ask(options, by_browser(asked("/a"))), "Location"), login);
    options.return_hosts = {"app.example"};
    EXPECT_EQ(header(door.ask(options, by_browser(asked("/a"))), "Location"), login + "&next=https%3A//app.example/a");
}

TEST(Verify, AnswersAtItsOwnAddressAlone) {
    Door door;
    auto below = asked("/public/");
    below.path = "/verify/x";
    EXPECT_EQ(door.status(below, door.bobs), 404);
}

TEST(Verify, RefusesWhatWillNotDo) {
    const App app;
    EXPECT_THROW(verify(app.database, {.rules = {{.path = "x"}}}), ConfigError);
    EXPECT_THROW(verify(app.database, {.return_hosts = {"https://x"}}), ConfigError);
    EXPECT_THROW(verify(app.database, {.redirect_browsers = true}), ConfigError);
    for (const auto* url : {"", "login", "//evil.example/", "https://", "https://auth.example", "ftp://auth.example/",
                            "https://auth.example/\r\n", "/login/\r\nx: y", "https://a@auth.example/"})
        EXPECT_THROW(verify(app.database, {.login_url = url}), ConfigError) << url;
    EXPECT_NO_THROW(verify(app.database, {.login_url = "https://auth.example:8443/login/?x=y"}));
}

}  // namespace
}  // namespace ostiary
