#include <gtest/gtest.h>

#include <string>

#include <ostiary/server.hpp>
#include <ostiary/values/errors.hpp>

#include "support/echo_server.hpp"

namespace ostiary {
namespace {

using namespace std::chrono_literals;
using namespace testing;

TEST(Server, TellsTheHandlerWhatTheClientSaid) {
    RunningServer running;
    running.server.mount("/login/", echo);
    running.start();
    const auto answer = running.ask(
        "POST /login/%61?b=c HTTP/1.1\r\nHost: app:1\r\nX-Thing:  one  \r\nX-Thing: two\r\nConnection: close\r\n"
        "Content-Length: 4\r\n\r\nbody");
    EXPECT_EQ(status_of(answer), 200);
    for (const auto* part :
         {"method=POST\n", "path=/login/a\n", "query=b=c\n", "mount=/login\n", "body=body\n", "peer=127.0.0.1\n",
          "client=127.0.0.1\n", "scheme=http\n", "host=app:1\n", "X-Thing=one\n", "X-Thing=two\n"})
        EXPECT_TRUE(holds(answer, part)) << part << answer;
}

TEST(Server, EveryAnswerHasDateLengthAndSecurityHeaders) {
    Echo running;
    for (const auto& bytes : {last_get, std::string{"GET / HTTP/1.1\r\n\r\n"},
                              std::string{"GET /%zz HTTP/1.1\r\nHost: app\r\nConnection: close\r\n\r\n"}}) {
        const auto answer = running.ask(bytes);
        for (const auto* part : {"\r\nDate: ", "\r\nContent-Length: ", "\r\nContent-Security-Policy: ",
                                 "\r\nX-Content-Type-Options: nosniff"})
            EXPECT_TRUE(holds(answer, part)) << part << answer;
        EXPECT_FALSE(holds(answer, "\r\nServer: "));
    }
}

TEST(Server, AnswersHeadWithTheLengthAlone) {
    RunningServer running;
    running.server.mount("/", [](const http::Request&) { return http::text("12345"); });
    running.start();
    const auto answer = running.ask("HEAD / HTTP/1.1\r\nHost: app\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(holds(answer, "Content-Length: 5\r\n"));
    EXPECT_TRUE(answer.ends_with("\r\n\r\n"));
}

TEST(Server, SendsNoBodyWith204) {
    RunningServer running;
    running.server.mount("/", [](const http::Request&) { return http::Response{.status = 204, .body = "x"}; });
    running.start();
    const auto answer = running.ask(last_get);
    EXPECT_FALSE(holds(answer, "Content-Length"));
    EXPECT_TRUE(answer.ends_with("\r\n\r\n"));
}

TEST(Server, EncodedLineBreaksStayLiteral) {
    Echo running;
    const auto answer =
        running.ask("GET /?a=%0d%0aSet-Cookie:x HTTP/1.1\r\nHost: app\r\nX: %0d%0ay\r\nConnection: close\r\n\r\n");
    EXPECT_TRUE(holds(answer, "query=a=%0d%0aSet-Cookie:x\n"));
    EXPECT_TRUE(holds(answer, "X=%0d%0ay\n"));
}

TEST(Server, RefusesPathsThatTwoReadersCouldReadDifferently) {
    Echo running;
    for (const auto* path : {"/%", "/a%2fb", "/%2e%2e/x", "/../x", "/%00", "/a\\b", "/%c0%ae", "/%0d%0aX:y"}) {
        const auto answer =
            running.ask("GET " + std::string{path} + " HTTP/1.1\r\nHost: app\r\nConnection: close\r\n\r\n");
        EXPECT_EQ(status_of(answer), 400) << path;
    }
}

TEST(Server, RedirectsToTheMountAndNowhereElse) {
    RunningServer running;
    running.server.mount("/login/", echo);
    running.start();
    const auto ask = [&](const std::string& target) {
        return running.ask("GET " + target + " HTTP/1.1\r\nHost: app\r\nConnection: close\r\n\r\n");
    };
    const auto answer = ask("/login?next=/x");
    EXPECT_EQ(status_of(answer), 307);
    EXPECT_TRUE(holds(answer, "Location: /login/?next=/x\r\n"));
    for (const auto* target : {"//evil.com", "//login", "//login/", "/LOGIN/", "/loginx", "/"}) {
        EXPECT_EQ(status_of(ask(target)), 404) << target;
        EXPECT_FALSE(holds(ask(target), "Location:")) << target;
    }
}

TEST(Server, BelievesForwardedHeadersFromTrustedPeersOnly) {
    const std::string asked =
        "GET / HTTP/1.1\r\nHost: app\r\nX-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: https\r\n"
        "Connection: close\r\n\r\n";
    Echo trusting{{.trusted_proxies = {"127.0.0.0/8"}}};
    const auto believed = trusting.ask(asked);
    EXPECT_TRUE(holds(believed, "client=192.0.2.7\n") && holds(believed, "scheme=https\n")) << believed;
    EXPECT_TRUE(holds(believed, "peer=127.0.0.1\n"));
    Echo wary;
    const auto ignored = wary.ask(asked);
    EXPECT_TRUE(holds(ignored, "client=127.0.0.1\n") && holds(ignored, "scheme=http\n")) << ignored;
    EXPECT_EQ(status_of(trusting.ask("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: ,\r\nConnection: close\r\n\r\n")),
              200);
}

}  // namespace
}  // namespace ostiary
