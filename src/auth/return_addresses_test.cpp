#include "auth/return_addresses.hpp"

#include <gtest/gtest.h>

#include <ostiary/values/errors.hpp>

namespace ostiary {
namespace {

const ReturnAddresses& listed() {
    static const ReturnAddresses addresses{{"App.example.com", "wiki.example.com:8443"}};
    return addresses;
}

TEST(ReturnAddresses, ArePathsOfThisHostAndPagesOfListedOnes) {
    for (const auto* next : {"/", "/a?b=c", "https://app.example.com/", "https://app.example.com/a?b=//c",
                             "https://wiki.example.com:8443/x"}) {
        EXPECT_EQ(listed().accept(next, "https"), next);
    }
    EXPECT_EQ(listed().accept("http://app.example.com/", "http"), "http://app.example.com/");
}

TEST(ReturnAddresses, AreNothingElse) {
    for (const auto* next : {"",
                             "https://app.example.com",
                             "http://app.example.com/",
                             "HTTPS://app.example.com/",
                             "https:/app.example.com/",
                             "https:///app.example.com/",
                             "//app.example.com/",
                             "https://APP.example.com/",
                             "https://app.example.com./",
                             "https://app.example.com:443/",
                             "https://wiki.example.com/",
                             "https://evil.app.example.com/",
                             "https://app.example.com.evil.example/",
                             "https://user@app.example.com/",
                             "https://app.example.com@evil.example/",
                             "https://app.example.com\\@evil.example/",
                             "https://evil.example\\.app.example.com/",
                             "https://app.example.com//evil.example",
                             "https://app.example.com/../x",
                             "https://app.example.com/\\x",
                             "https://app.example.com/\r\nSet-Cookie:x=1",
                             "https://app.example.com?/",
                             "https://app.example.com#/",
                             " https://app.example.com/",
                             "https://app.example.com /",
                             "https://[::1]/",
                             "javascript://app.example.com/%0aalert(1)"}) {
        EXPECT_EQ(listed().accept(next, "https"), std::nullopt) << next;
    }
    EXPECT_EQ(ReturnAddresses{}.accept("https://app.example.com/", "https"), std::nullopt);
    EXPECT_EQ(ReturnAddresses{}.accept("/a", "https"), "/a");
}

TEST(ReturnAddresses, AreGivenAsHosts) {
    for (const auto* host : {"", "https://app.example.com", "*.example.com", "app.example.com/", "a b", "x."})
        EXPECT_THROW(ReturnAddresses{{host}}, ConfigError) << host;
}

}  // namespace
}  // namespace ostiary
