#include <gtest/gtest.h>

#include <string>

#include <ostiary/server.hpp>
#include <ostiary/values/errors.hpp>

#include "support/echo_server.hpp"

namespace ostiary {
namespace {

using namespace std::chrono_literals;
using namespace testing;

TEST(Server, KeepsTheConnectionForMoreRequests) {
    Echo running;
    RawClient client = running.connect();
    for (int i = 0; i < 3; ++i) {
        client.send(get);
        EXPECT_EQ(status_of(client.read_until("Host=app\n")), 200);
    }
    EXPECT_FALSE(client.closed());
}

TEST(Server, KeepsAnHttp10ConnectionOnlyOnRequest) {
    Echo running;
    EXPECT_TRUE(holds(running.ask("GET / HTTP/1.0\r\n\r\n"), "Connection: close\r\n"));
    RawClient client = running.connect();
    client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_TRUE(holds(client.read_until("keep-alive\n"), "Connection: keep-alive\r\n"));
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
    RunningServer running;
    running.server.mount("/quick/", echo, {.quick = true});
    running.server.mount("/slow/", echo);
    running.start();
    std::string bytes;
    for (int i = 0; i < 50; ++i)
        bytes += "GET /" + std::string(i % 2 == 0 ? "slow" : "quick") + "/" + std::to_string(i) +
                 " HTTP/1.1\r\nHost: app\r\n\r\n";
    const auto answers = running.ask(bytes + "GET /quick/end HTTP/1.1\r\nHost: app\r\nConnection: close\r\n\r\n" + get);
    EXPECT_EQ(answers_in(answers), 51U);
    std::size_t at = 0;
    for (int i = 0; i < 50; ++i) {
        at = answers.find("/" + std::to_string(i) + "\n", at);
        ASSERT_NE(at, std::string::npos) << i;
    }
}

TEST(Server, SurvivesPipeliningClientsThatCloseEarly) {
    RunningServer running;
    running.server.mount("/", [](const http::Request&) { return http::text(std::string(100'000, 'x')); });
    running.start();
    std::string bytes;
    for (int i = 0; i < 20; ++i) bytes += get;
    for (int i = 0; i < 30; ++i) {
        RawClient client = running.connect();
        client.send(bytes);
        if (i % 2 == 0) client.read_until("200 OK");
        if (i % 3 == 0) client.reset();
    }
    EXPECT_EQ(status_of(running.ask(last_get)), 200);
}

TEST(Server, ReadsChunkedBodiesAndKeepsTrailersOutOfTheHeaders) {
    Echo running;
    const auto answer = running.ask(post("Transfer-Encoding: chunked\r\n",
                                         "4;a=b\r\nabcd\r\nA\r\n0123456789\r\n0\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n"));
    EXPECT_TRUE(holds(answer, "body=abcd0123456789\n")) << answer;
    EXPECT_FALSE(holds(answer, "1.2.3.4"));
}

TEST(Server, ReadsABodyThatComesInPieces) {
    Echo running;
    for (const auto* how : {"Content-Length: 9\r\n", "Transfer-Encoding: chunked\r\n"}) {
        const bool sized = how[0] == 'C';
        const std::string bytes = post(how, sized ? "pieces!!!" : "4\r\npiec\r\n5\r\nes!!!\r\n0\r\n\r\n");
        RawClient client = running.connect();
        for (const char byte : bytes) client.send({&byte, 1});
        EXPECT_TRUE(holds(client.read_all(), "body=pieces!!!\n"));
    }
}

TEST(Server, RefusesLargeBodiesWithoutReadingThem) {
    Echo running{{.body_limit = 1000}};
    EXPECT_EQ(status_of(running.ask(post("Content-Length: 1073741824\r\n"))), 413);
    EXPECT_EQ(status_of(running.ask(post("Content-Length: 1001\r\n"))), 413);
    EXPECT_EQ(status_of(running.ask(post("Transfer-Encoding: chunked\r\n", "3E9\r\n"))), 413);
    const std::string chunk = "1F4\r\n" + std::string(500, 'x') + "\r\n";
    EXPECT_EQ(status_of(running.ask(post("Transfer-Encoding: chunked\r\n", chunk + chunk + chunk))), 413);
    EXPECT_EQ(status_of(running.ask(post("Content-Length: 1000\r\n", std::string(1000, 'x')))), 200);
}

TEST(Server, AClientThatSendsAllBeforeItReadsStillSeesTheRefusal) {
    Echo running{{.body_limit = 1000}};
    const std::string large(4 * 1024 * 1024, 'x');
    EXPECT_EQ(status_of(running.ask(post("Content-Length: 4194304\r\n", large))), 413);
}

TEST(Server, RefusesHeadsOverTheLimits) {
    Echo running;
    EXPECT_EQ(status_of(running.ask("GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: app\r\n\r\n")), 414);
    EXPECT_EQ(status_of(running.ask("GET / HTTP/1.1\r\nHost: app\r\nX: " + std::string(65'536, 'a') + "\r\n\r\n")),
              431);
    std::string many;
    for (int i = 0; i < 101; ++i) many += "X: y\r\n";
    EXPECT_EQ(status_of(running.ask("GET / HTTP/1.1\r\nHost: app\r\n" + many + "\r\n")), 431);
    const auto path = "/" + std::string(8000, 'a');
    EXPECT_TRUE(holds(running.ask("GET " + path + " HTTP/1.1\r\nHost: app\r\nConnection: close\r\n\r\n"), path + "\n"));
}

TEST(Server, AnswersExpectationsBeforeTheBody) {
    Echo running{{.body_limit = 10}};
    RawClient client = running.connect();
    client.send(post("Content-Length: 4\r\nExpect: 100-continue\r\n"));
    EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("body");
    EXPECT_TRUE(holds(client.read_all(), "body=body\n"));
    EXPECT_EQ(status_of(running.ask(post("Content-Length: 11\r\nExpect: 100-continue\r\n"))), 413);
}

}  // namespace
}  // namespace ostiary
