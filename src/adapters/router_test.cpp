#include "adapters/router.hpp"

#include <gtest/gtest.h>

#include <ostiary/values/errors.hpp>

namespace ostiary {
namespace {

Route route(std::string prefix) {
    return {.prefix = std::move(prefix), .handler = [](const http::Request&) { return http::Response{}; }};
}

/// The prefix that answers, `-> LOCATION`, or `404`.
std::string match(std::vector<std::string> prefixes, std::string_view path, std::string_view query = "") {
    Router router;
    for (auto& prefix : prefixes) router.add(route(std::move(prefix)));
    const Router::Match found = router.match(path, query);
    if (const auto* redirect = std::get_if<Router::Redirect>(&found)) return "-> " + redirect->location;
    if (const auto* matched = std::get_if<const Route*>(&found)) return (*matched)->prefix;
    return "404";
}

TEST(Router, TheLongestPrefixWins) {
    EXPECT_EQ(match({"/", "/a/", "/a/b/"}, "/a/b/c"), "/a/b/");
    EXPECT_EQ(match({"/a/b/", "/a/", "/"}, "/a/x"), "/a/");
    EXPECT_EQ(match({"/a/", "/"}, "/b"), "/");
}

TEST(Router, WithoutAMountThereIsNothing) {
    EXPECT_EQ(match({"/a/"}, "/b"), "404");
    EXPECT_EQ(match({}, "/"), "404");
}

TEST(Router, ALookAlikeIsNotTheMount) {
    for (const auto* path : {"//login/", "/LOGIN/", "/loginx", "/login//x/../..", "/x/login/"})
        EXPECT_NE(match({"/login/x", "/login"}, path), "/login/x") << path;
    EXPECT_EQ(match({"/login/"}, "//login/"), "404");
    EXPECT_EQ(match({"/login/"}, "/LOGIN/"), "404");
    EXPECT_EQ(match({"/login/"}, "/loginx"), "404");
}

TEST(Router, AMissingSlashIsRedirectedWithItsQuery) {
    EXPECT_EQ(match({"/", "/login/"}, "/login"), "-> /login/");
    EXPECT_EQ(match({"/", "/login/"}, "/login", "next=/x"), "-> /login/?next=/x");
}

TEST(Router, NothingButTheMountsTextLeadsTheRedirect) {
    EXPECT_EQ(match({"/login/"}, "//login"), "404");
    EXPECT_EQ(match({"/login/"}, "/login", "a\r\nSet-Cookie: x=1"), "-> /login/");
}

TEST(Router, APrefixWithoutSlashAnswersItselfAndWhatIsBelow) {
    EXPECT_EQ(match({"/verify"}, "/verify"), "/verify");
    EXPECT_EQ(match({"/verify"}, "/verify/x"), "/verify");
    EXPECT_EQ(match({"/verify"}, "/verifyx"), "404");
}

TEST(Router, RefusesAPrefixThatNoPathHas) {
    Router router;
    for (const auto* prefix : {"", "login", "/a/../b/", "//a/", "/%61/", "/a b\n/"})
        EXPECT_THROW(router.add(route(prefix)), ConfigError) << prefix;
    router.add(route("/login/"));
    EXPECT_THROW(router.add(route("/login/")), ConfigError);
    EXPECT_THROW(router.add({.prefix = "/x/"}), ConfigError);
}

TEST(Router, GivesTheMountWithoutItsSlash) {
    Router router;
    router.add(route("/"));
    router.add(route("/login/"));
    EXPECT_EQ(std::get<const Route*>(router.match("/login/", ""))->mount, "/login");
    EXPECT_EQ(std::get<const Route*>(router.match("/", ""))->mount, "");
}

}  // namespace
}  // namespace ostiary
