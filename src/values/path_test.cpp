#include <gtest/gtest.h>

#include <ostiary/values/request.hpp>

namespace ostiary::http {
namespace {

TEST(NormalisePath, DecodesOnceAndResolvesDots) {
    EXPECT_EQ(normalise_path("/"), "/");
    EXPECT_EQ(normalise_path("/login/"), "/login/");
    EXPECT_EQ(normalise_path("/%6cogin/"), "/login/");
    EXPECT_EQ(normalise_path("/a/./b/../c"), "/a/c");
    EXPECT_EQ(normalise_path("/a/b/.."), "/a/");
    EXPECT_EQ(normalise_path("/a/."), "/a/");
    EXPECT_EQ(normalise_path("/caf%C3%A9"), "/caf\xC3\xA9");
    EXPECT_EQ(normalise_path("/a.b/..c"), "/a.b/..c");
}

TEST(NormalisePath, KeepsEmptySegmentsApart) {
    EXPECT_EQ(normalise_path("//login/"), "//login/");
    EXPECT_EQ(normalise_path("/public/../admin"), "/admin");
}

TEST(NormalisePath, RefusesWhatTwoReadersCouldReadDifferently) {
    for (const auto* target :
         {"",          "login", "/..",  "/../a",      "/a/../../b", "/%2e%2e/a", "/public%2f..%2fadmin",
          "/a%5cb",    "/a\\b", "/%25", "/%",         "/%4",        "/%zz",      "/a%00b",
          "/a%0d%0ab", "/%7f",  "/%c3", "/%ed%a0%80", "/%c0%af",    "/%2E/"}) {
        EXPECT_EQ(normalise_path(target), std::nullopt) << target;
    }
}

TEST(NormalisePath, ReadsALongPathInLinearTime) {
    std::string path;
    for (int i = 0; i < 4096; ++i) path += "/a";
    EXPECT_EQ(normalise_path(path), path);
}

TEST(Request, SubpathIsWhatFollowsTheMount) {
    Request request{.path = "/login/x", .mount = "/login"};
    EXPECT_EQ(request.subpath(), "/x");
    request.mount.clear();
    EXPECT_EQ(request.subpath(), "/login/x");
}

}  // namespace
}  // namespace ostiary::http
