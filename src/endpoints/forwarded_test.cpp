#include <ostiary/endpoints/forwarded.hpp>

#include <gtest/gtest.h>

#include "support/app.hpp"

namespace ostiary {
namespace {

using namespace testing;

/// `client scheme host`, as the handler behind sees them.
std::string seen_by_handler(const http::Request& sent, std::vector<std::string> proxies = {"192.0.2.1", "10.0.0.0/8"}) {
    const auto handler = forwarded([](const http::Request& seen) {
        return http::text(seen.client + " " + seen.scheme + " " + seen.host);
    }, std::move(proxies));
    return handler(sent).body;
}

TEST(Forwarded, BelievesATrustedProxy) {
    auto sent = with(request("GET", "/"), "X-Forwarded-For", "203.0.113.9");
    sent = with(with(sent, "X-Forwarded-Proto", "http"), "X-Forwarded-Host", "other.example:8443");
    EXPECT_EQ(seen_by_handler(sent), "203.0.113.9 http other.example:8443");
}

TEST(Forwarded, IgnoresEveryoneElse) {
    const auto sent = with(request("GET", "/"), "X-Forwarded-For", "203.0.113.9");
    EXPECT_EQ(seen_by_handler(sent, {"198.51.100.1"}), "192.0.2.1 https app.example");
    EXPECT_EQ(seen_by_handler(sent, {}), "192.0.2.1 https app.example");
}

TEST(Forwarded, ReadsTheChainFromTheRight) {
    const auto client = [](const std::string& chain) {
        const std::string seen = seen_by_handler(with(request("GET", "/"), "X-Forwarded-For", chain));
        return seen.substr(0, seen.find(' '));
    };
    EXPECT_EQ(client("1.1.1.1, 203.0.113.9"), "203.0.113.9");
    EXPECT_EQ(client("1.1.1.1, 203.0.113.9, 10.1.2.3"), "203.0.113.9");
    EXPECT_EQ(client("10.9.9.9, 10.1.2.3"), "10.9.9.9");
    EXPECT_EQ(client("1.1.1.1, nonsense, 10.1.2.3"), "10.1.2.3");
    EXPECT_EQ(client(","), "192.0.2.1");
    EXPECT_EQ(client(""), "192.0.2.1");
    EXPECT_EQ(client("203.0.113.9,"), "192.0.2.1");
    EXPECT_EQ(client("2001:DB8::1"), "2001:db8::1");
    EXPECT_EQ(client("::ffff:203.0.113.9"), "203.0.113.9");
}

TEST(Forwarded, JoinsRepeatedHeadersInTheirOrder) {
    const auto sent = with(with(request("GET", "/"), "X-Forwarded-For", "203.0.113.9"), "X-Forwarded-For", "10.1.2.3");
    EXPECT_EQ(seen_by_handler(sent), "203.0.113.9 https app.example");
}

TEST(Forwarded, ReadsALongChainInLinearTime) {
    std::string chain = "1.1.1.1";
    for (int i = 0; i < 5000; ++i) chain += ",10.0.0.1";
    EXPECT_EQ(seen_by_handler(with(request("GET", "/"), "X-Forwarded-For", chain)), "1.1.1.1 https app.example");
}

TEST(Forwarded, RefusesAHostThatIsNone) {
    EXPECT_EQ(seen_by_handler(with(request("GET", "/"), "X-Forwarded-Host", "evil.example/path")),
              "192.0.2.1 https app.example");
    EXPECT_EQ(seen_by_handler(with(request("GET", "/"), "X-Forwarded-Proto", "javascript")),
              "192.0.2.1 https app.example");
}

TEST(Forwarded, NamesANetworkThatIsNone) {
    EXPECT_THROW(static_cast<void>(forwarded({}, {"10.0.0.0/99"})), ConfigError);
}

}  // namespace
}  // namespace ostiary
