#include <gtest/gtest.h>

#include <ostiary/auth/local_path.hpp>

namespace ostiary {
namespace {

TEST(LocalPath, KeepsPathsOfThisHost) {
    for (const auto* next : {"/", "/account/", "/a/b?c=d&e=%2F%2Fx", "/caf%C3%A9", "/a?next=https://b.example/",
                             "/a-b_c~d.html", "/a:b@c"}) {
        EXPECT_EQ(local_path(next), next);
    }
}

TEST(LocalPath, RefusesWhatCouldLeadElsewhere) {
    for (const auto* next : {"",
                             "a",
                             "//evil.example",
                             "///evil.example",
                             "/\\evil.example",
                             "\\\\evil.example",
                             "/\\/evil.example",
                             "/%5Cevil.example",
                             "/%5cevil.example",
                             "/%2Fevil.example",
                             "/%2f%2fevil.example",
                             "http:///evil.example",
                             "https:evil.example",
                             "https://evil.example",
                             "javascript:alert(1)",
                             "data:text/html,x",
                             "http://app@evil.example",
                             "/\t/evil.example",
                             "/\n/evil.example",
                             "\t//evil.example",
                             " /a",
                             "/a b",
                             "/./\\evil.example",
                             "/.//evil.example",
                             "/..//evil.example",
                             "/a/..//evil.example",
                             "/a//b",
                             "/%2e/evil",
                             "/%00",
                             "/%0d%0aSet-Cookie:x=1",
                             "/%25",
                             "/a\x7f",
                             "/\xE3\x80\x82"
                             "evil.example",
                             "/a#b",
                             "/%",
                             "?x",
                             "./a",
                             "/.%2fevil"}) {
        EXPECT_EQ(local_path(next), std::nullopt) << next;
    }
    EXPECT_EQ(local_path(std::string_view{"/a\0b", 4}), std::nullopt);
    EXPECT_EQ(local_path("/" + std::string(2048, 'a')), std::nullopt);
}

}  // namespace
}  // namespace ostiary
