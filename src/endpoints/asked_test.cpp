#include <gtest/gtest.h>

#include <ostiary/endpoints/forwarded.hpp>

#include "support/app.hpp"

namespace ostiary {
namespace {

using namespace testing;

using Fields = std::vector<http::Headers::Field>;

/// `method scheme host target`, as the handler behind `forwarded` knows them.
std::string asked_by(const Fields& fields, const std::vector<std::string>& proxies = {"192.0.2.1"}) {
    auto sent = request("GET", "/verify");
    for (const auto& [name, value] : fields) sent.headers.add(name, value);
    const auto handler = forwarded([](const http::Request& seen) {
        if (!seen.asked) return http::text("(none)");
        return http::text(seen.asked->method + " " + seen.scheme + " " + seen.host + " " + seen.asked->target);
    }, proxies);
    return handler(sent).body;
}

TEST(Asked, IsWhatATrustedProxySays) {
    const Fields fields{{"X-Forwarded-Method", "POST"},
                        {"X-Forwarded-Uri", "/a?b"},
                        {"X-Forwarded-Host", "wiki.example"},
                        {"X-Forwarded-Proto", "https"}};
    EXPECT_EQ(asked_by(fields), "POST https wiki.example /a?b");
    EXPECT_EQ(asked_by(fields, {"10.0.0.0/8"}), "(none)");
    EXPECT_EQ(asked_by({{"X-Forwarded-Uri", "/a"}}, {"10.0.0.0/8"}), "(none)");
    EXPECT_EQ(asked_by({{"X-Forwarded-Method", "POST"}}), "(none)");
}

TEST(Asked, ComesInTheHeadersOfNginxToo) {
    EXPECT_EQ(asked_by({{"X-Original-Method", "PUT"}, {"X-Original-URI", "/a?b"}}), "PUT https app.example /a?b");
    EXPECT_EQ(asked_by({{"X-Original-Method", "PUT"}, {"X-Original-URL", "http://wiki.example:8080/a?b=://"}}),
              "PUT http wiki.example:8080 /a?b=://");
    EXPECT_EQ(asked_by({{"X-Original-Method", "PUT"}, {"X-Original-URL", "/a"}}), "PUT https app.example /a");
}

TEST(Asked, IsNothingWhereTheHeadersDiffer) {
    const Fields::value_type method{"X-Forwarded-Method", "GET"};
    const Fields::value_type admin{"X-Forwarded-Uri", "/admin"};
    EXPECT_EQ(asked_by({method, admin, {"X-Original-URI", "/public"}}), "GET https app.example ");
    EXPECT_EQ(asked_by({method, admin, {"X-Original-URL", "https://app.example/public"}}), "GET https app.example ");
    EXPECT_EQ(asked_by({method, admin, {"X-Original-URL", "https://wiki.example/admin"}}), "GET https app.example ");
    EXPECT_EQ(asked_by({method, admin, {"X-Forwarded-Uri", "/public"}}), "GET https app.example ");
    EXPECT_EQ(asked_by({method, admin, {"X-Forwarded-Host", "a.example"}, {"X-Forwarded-Host", "b.example"}}),
              "GET https app.example ");
    EXPECT_EQ(asked_by({method, admin, {"X-Forwarded-Host", "a b"}}), "GET https app.example ");
    EXPECT_EQ(asked_by({method, admin, {"X-Original-Method", "POST"}}), " https app.example /admin");
    EXPECT_EQ(asked_by({admin}), " https app.example /admin");
    EXPECT_EQ(asked_by({method,
                        {"X-Original-URL", "https://wiki.example/admin"},
                        {"X-Original-URL", "https://app.example/admin"}}),
              "GET https wiki.example ");
    EXPECT_EQ(asked_by({method, {"X-Forwarded-Host", "a.example"}, {"X-Original-URL", "https://b.example/admin"}}),
              "GET https a.example ");
}

TEST(Asked, MayBeSaidTwiceAlike) {
    EXPECT_EQ(asked_by({{"X-Forwarded-Method", "GET"},
                        {"X-Original-Method", "GET"},
                        {"X-Forwarded-Uri", "/a"},
                        {"X-Original-URL", "https://app.example/a"},
                        {"X-Forwarded-Host", "app.example"}}),
              "GET https app.example /a");
}

}  // namespace
}  // namespace ostiary
