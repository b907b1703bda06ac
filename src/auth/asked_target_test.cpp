#include "auth/asked_target.hpp"

#include <gtest/gtest.h>

namespace ostiary {
namespace {

std::optional<std::string> path_of(std::string target) {
    const auto read = read_asked_target({.method = "GET", .target = std::move(target)}, "app.example");
    return read ? std::optional{read->path} : std::nullopt;
}

TEST(AskedTarget, IsReadDecodedAndWithoutItsQuery) {
    EXPECT_EQ(path_of("/"), "/");
    EXPECT_EQ(path_of("/a/b-c_d~e.html?x=/../;y#"), std::nullopt);
    EXPECT_EQ(path_of("/a/b-c_d~e.html?x=/../;y=//%2f"), "/a/b-c_d~e.html");
    EXPECT_EQ(path_of("/%61dmin"), "/admin");
    EXPECT_EQ(path_of("/caf%C3%A9/a%20b"), "/café/a b");
    EXPECT_EQ(path_of("/.well-known/x..y"), "/.well-known/x..y");
}

TEST(AskedTarget, IsRefusedWhereTwoReadersCouldDiffer) {
    for (const auto* target : {"",
                               "*",
                               "admin",
                               "http://app.example/admin",
                               "//admin",
                               "/public//admin",
                               "/./admin",
                               "/public/../admin",
                               "/public/..",
                               "/public/.",
                               "/public%2f..%2fadmin",
                               "/public/..%2Fadmin",
                               "/public/%2e%2e/admin",
                               "/public/%2E./admin",
                               "/public/%252e%252e/admin",
                               "/public/..;/admin",
                               "/admin;/public",
                               "/admin;x=1/",
                               "/admin%3b/",
                               "/admin%23/public",
                               "/admin%3F/public",
                               "/admin#/public",
                               "/public\\..\\admin",
                               "/public%5c..%5cadmin",
                               "/admin%00",
                               "/admin%0a",
                               "/admin\x7f",
                               "/admin\n",
                               "/a b",
                               "/caf\xC3\xA9",
                               "/%C0%AFadmin",
                               "/%c3%28",
                               "/%",
                               "/%zz",
                               "/a, /b"}) {
        EXPECT_EQ(path_of(target), std::nullopt) << target;
    }
}

TEST(AskedTarget, ItsHostHasOneSpelling) {
    const auto host_of = [](std::string_view host) {
        const auto read = read_asked_target({.method = "GET", .target = "/"}, host);
        return read ? read->host : "(none)";
    };
    EXPECT_EQ(host_of("App.Example:8443"), "app.example");
    EXPECT_EQ(host_of("[::1]:80"), "[::1]");
    EXPECT_EQ(host_of("[::1]"), "[::1]");
    for (const auto* host :
         {"", "app.example.", ".example", "a..b", "app.example:x", "a@b", "a/b", "a b", "[x]", ":80"})
        EXPECT_EQ(host_of(host), "(none)") << host;
}

TEST(AskedTarget, ItsMethodIsInCapitals) {
    for (const auto* method : {"", "get", "Get", "GET ", "GET,POST"})
        EXPECT_FALSE(read_asked_target({.method = method, .target = "/"}, "app.example")) << method;
    EXPECT_TRUE(read_asked_target({.method = "M-SEARCH", .target = "/"}, "app.example"));
}

}  // namespace
}  // namespace ostiary
