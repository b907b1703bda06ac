#include <ostiary/server.hpp>

#include <gtest/gtest.h>

#include <csignal>
#include <future>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include <ostiary/values/errors.hpp>

#include "support/running_server.hpp"

namespace ostiary {
namespace {

using namespace std::chrono_literals;
using testing::answers_in;
using testing::RawClient;
using testing::RunningServer;
using testing::status_of;

const std::string get = "GET / HTTP/1.1\r\nHost: app\r\n\r\n";
const std::string last_get = "GET / HTTP/1.1\r\nHost: app\r\nConnection: close\r\n\r\n";

std::string post(const std::string& fields, const std::string& body = {}) {
    return "POST / HTTP/1.1\r\nHost: app\r\nConnection: close\r\n" + fields + "\r\n" + body;
}

bool holds(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// Bounded, so that a bug fails a test instead of hanging the suite.
bool happens(std::future<void> event) {
    return event.wait_for(10s) == std::future_status::ready;
}

/// Answers with what it was given, one `name=value` a line.
http::Response echo(const http::Request& request) {
    std::string text;
    const auto line = [&](std::string_view name, std::string_view value) {
        text.append(name).append("=").append(value).append("\n");
    };
    line("method", request.method);
    line("path", request.path);
    line("query", request.query);
    line("mount", request.mount);
    line("body", request.body);
    line("peer", request.peer);
    line("client", request.client);
    line("scheme", request.scheme);
    line("host", request.host);
    for (const auto& [name, value] : request.headers) line(name, value);
    return http::text(text);
}

struct Echo : RunningServer {
    explicit Echo(ServerOptions options = {}) : RunningServer(std::move(options)) {
        server.mount("/", echo, {.quick = true});
        start();
    }
};

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

std::string answer_where_it_throws(const std::function<void()>& fail) {
    set_log_sink([](const LogRecord&) {});
    RunningServer running;
    running.server.mount("/", [&](const http::Request&) {
        fail();
        return http::text("not reached");
    });
    running.start();
    const auto answer = running.ask(last_get);
    set_log_sink({});
    return answer;
}

TEST(Server, AnswersExceptionsWithAFixedText) {
    const auto store = answer_where_it_throws([] { throw StoreError{"/var/secret.db"}; });
    EXPECT_EQ(status_of(store), 503);
    EXPECT_TRUE(holds(store, "Retry-After: 5\r\n"));
    const auto busy = answer_where_it_throws([] { throw HashingBusy{"secret"}; });
    EXPECT_EQ(status_of(busy), 503);
    EXPECT_TRUE(holds(busy, "Retry-After: 1\r\n"));
    const auto other = answer_where_it_throws([] { throw std::logic_error{"secret"}; });
    EXPECT_EQ(status_of(other), 500);
    const auto foreign = answer_where_it_throws([] { throw 7; });
    EXPECT_EQ(status_of(foreign), 500);
    for (const auto& answer : {store, busy, other}) EXPECT_FALSE(holds(answer, "secret"));
}

TEST(Server, NeverSendsAHeaderThatSplitsTheAnswer) {
    for (const std::string& value :
         {std::string{"a\r\nSet-Cookie: x=1"}, std::string{"a\nb"}, std::string("a\0b", 3)}) {
        RunningServer running;
        running.server.mount("/", [&](const http::Request&) {
            auto response = http::text("ok");
            response.headers.add("X-Thing", value);
            return response;
        });
        running.start();
        const auto answer = running.ask(last_get);
        EXPECT_EQ(status_of(answer), 500);
        EXPECT_FALSE(holds(answer, "X-Thing"));
        EXPECT_FALSE(holds(answer, "Set-Cookie"));
    }
}

TEST(Server, ASlowHeadIsRefusedWhileOthersAreServed) {
    Echo running{{.read_timeout = 200ms}};
    RawClient slow = running.connect();
    slow.send("GET / HTTP/1.1\r\nHost:");
    EXPECT_EQ(status_of(running.ask(last_get)), 200);
    EXPECT_EQ(status_of(slow.read_all()), 408);
}

TEST(Server, BytesThatTrickleDontStretchTheDeadline) {
    Echo running{{.read_timeout = 300ms}};
    RawClient slow = running.connect();
    const auto begin = std::chrono::steady_clock::now();
    std::string answer;
    for (int i = 0; i < 100 && answer.empty(); ++i) {
        slow.send("a");
        answer = slow.read_until("\r\n\r\n", 50ms);
    }
    EXPECT_EQ(status_of(answer), 408);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 3s);
}

TEST(Server, ASlowBodyIsRefused) {
    Echo running{{.read_timeout = 200ms}};
    EXPECT_EQ(status_of(running.ask(post("Content-Length: 5\r\n", "abc"))), 408);
    EXPECT_EQ(status_of(running.ask(post("Transfer-Encoding: chunked\r\n", "5\r\nabc"))), 408);
}

TEST(Server, AnIdleConnectionIsClosedWithoutAWord) {
    Echo running{{.idle_timeout = 100ms}};
    RawClient client = running.connect();
    client.send(get);
    const auto answers = client.read_all();
    EXPECT_EQ(answers_in(answers), 1U);
    EXPECT_TRUE(client.closed());
}

TEST(Server, AClientThatDoesNotReadIsDropped) {
    RunningServer running{{.write_timeout = 200ms}};
    running.server.mount("/", [](const http::Request&) { return http::text(std::string(64 << 20, 'x')); });
    running.start();
    RawClient client = running.connect();
    client.send(get);
    client.read_until("200 OK");
    const auto begin = std::chrono::steady_clock::now();
    running.stop();
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
}

TEST(Server, AHangingHandlerIsAnswered500AndItsAnswerDropped) {
    set_log_sink([](const LogRecord&) {});
    std::promise<void> release;
    auto released = release.get_future().share();
    RunningServer running{{.handler_timeout = 100ms}};
    running.server.mount("/", [released](const http::Request&) {
        released.wait();
        return http::text("late");
    });
    running.start();
    RawClient client = running.connect();
    client.send(get);
    const auto answer = client.read_all();
    release.set_value();
    EXPECT_EQ(status_of(answer), 500);
    EXPECT_EQ(answers_in(answer), 1U);
    EXPECT_TRUE(client.closed());
    set_log_sink({});
}

TEST(Server, AClientThatVanishesDuringAHandlerHarmsNobody) {
    std::promise<void> entered, release;
    auto released = release.get_future().share();
    RunningServer running;
    running.server.mount("/", [&](const http::Request& request) {
        if (request.path == "/wait") {
            entered.set_value();
            released.wait();
        }
        return http::text(std::string(100'000, 'x'));
    });
    running.start();
    {
        RawClient client = running.connect();
        client.send("GET /wait HTTP/1.1\r\nHost: app\r\n\r\n");
        ASSERT_TRUE(happens(entered.get_future()));
        client.reset();
    }
    release.set_value();
    EXPECT_EQ(status_of(running.ask(last_get)), 200);
}

TEST(Server, ABlockedWorkerDoesNotHoldUpQuickHandlers) {
    std::promise<void> release;
    auto released = release.get_future().share();
    RunningServer running{{.worker_threads = 1}};
    running.server.mount("/slow/", [released](const http::Request&) {
        released.wait();
        return http::text("slow");
    });
    running.server.mount("/", echo, {.quick = true});
    running.start();
    RawClient slow = running.connect();
    slow.send("GET /slow/ HTTP/1.1\r\nHost: app\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(status_of(running.ask(last_get)), 200);
    release.set_value();
    EXPECT_EQ(status_of(slow.read_all()), 200);
}

TEST(Server, ServesOthersBesideManyIdleConnections) {
    Echo running;
    std::vector<RawClient> idle;
    for (int i = 0; i < 500; ++i) idle.push_back(running.connect());
    EXPECT_EQ(status_of(running.ask(last_get)), 200);
    EXPECT_TRUE(idle.back().send(last_get));
    EXPECT_EQ(status_of(idle.back().read_all()), 200);
}

TEST(Server, BeyondTheMostConnectionsOthersWaitForTheirTurn) {
    Echo running{{.max_connections = 2}};
    RawClient first = running.connect();
    RawClient second = running.connect();
    first.send(get);
    first.read_until("Host=app");
    second.send(get);
    second.read_until("Host=app");
    RawClient third = running.connect();
    third.send(last_get);
    EXPECT_EQ(third.read_until("HTTP", 200ms), "");
    first.close();
    EXPECT_EQ(status_of(third.read_all()), 200);
}

TEST(Server, StopFinishesWhatIsInFlightAndClosesTheIdle) {
    std::promise<void> entered, release;
    auto released = release.get_future().share();
    RunningServer running;
    running.server.mount("/", [&](const http::Request&) {
        entered.set_value();
        released.wait();
        return http::text("done");
    });
    running.start();
    RawClient idle = running.connect();
    RawClient busy = running.connect();
    busy.send(get);
    ASSERT_TRUE(happens(entered.get_future()));
    running.server.stop();
    EXPECT_EQ(idle.read_all(), "");
    EXPECT_TRUE(idle.closed());
    release.set_value();
    const auto answer = busy.read_all();
    EXPECT_EQ(status_of(answer), 200);
    EXPECT_TRUE(holds(answer, "Connection: close\r\n"));
    running.wait();
    EXPECT_THROW(running.connect(), std::runtime_error);
}

TEST(Server, ListenReturnsThoughAHandlerHangs) {
    std::promise<void> entered, release;
    auto released = release.get_future().share();
    RunningServer running{{.drain_timeout = 100ms}};
    running.server.mount("/", [&](const http::Request&) {
        entered.set_value();
        released.wait();
        return http::text("late");
    });
    running.start();
    RawClient client = running.connect();
    client.send(get);
    ASSERT_TRUE(happens(entered.get_future()));
    const auto begin = std::chrono::steady_clock::now();
    running.stop();
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
    EXPECT_EQ(client.read_all(), "");
    release.set_value();
}

TEST(Server, SigtermEndsListen) {
    Echo running;
    std::raise(SIGTERM);
    running.wait();
    EXPECT_THROW(running.connect(), std::runtime_error);
}

TEST(Server, StopBeforeListenIsNotForgotten) {
    Server server{{.io_threads = 1}};
    server.stop();
    server.listen("127.0.0.1", 0);
}

TEST(Server, ReportsEachAnswer) {
    std::mutex mutex;
    std::vector<std::string> seen;
    ServerOptions options;
    options.on_answer = [&](const http::Request& request, const http::Response& response,
                            std::chrono::nanoseconds time) {
        const std::scoped_lock lock{mutex};
        EXPECT_GT(time.count(), 0);
        seen.push_back(request.method + request.path + " " + std::to_string(response.status));
        throw std::runtime_error{"harmless"};
    };
    Echo running{std::move(options)};
    EXPECT_EQ(answers_in(running.ask(get + last_get)), 2U);
    EXPECT_EQ(status_of(running.ask("nonsense\r\n\r\n")), 400);
    running.stop();
    EXPECT_EQ(seen, (std::vector<std::string>{"GET/ 200", "GET/ 200", " 400"}));
}

TEST(Server, RefusesPlainHttpOutsideTheLoopback) {
    for (const bool production : {false, true}) {
        Server server{{.io_threads = 1, .production = production}};
        EXPECT_THROW(server.listen("0.0.0.0", 0), ConfigError);
        EXPECT_THROW(server.listen("::", 0), ConfigError);
    }
    Server server{{.io_threads = 1, .production = true, .dangerously_allow_plain_http = true}};
    server.stop();
    server.listen("0.0.0.0", 0);
}

TEST(Server, RefusesOptionsThatCannotBe) {
    EXPECT_THROW(Server{{.worker_threads = 0}}, ConfigError);
    EXPECT_THROW(Server{{.max_connections = 0}}, ConfigError);
    EXPECT_THROW(Server{{.read_timeout = 0ms}}, ConfigError);
    EXPECT_THROW(Server{{.tls_key = "key.pem"}}, ConfigError);
    EXPECT_THROW(Server({.tls_certificate = "/nowhere.pem", .tls_key = "/nowhere.pem"}), ConfigError);
    EXPECT_THROW(Server{{.trusted_proxies = {"everyone"}}}, ConfigError);
    Server server;
    EXPECT_THROW(server.mount("login", echo), ConfigError);
    EXPECT_THROW(server.listen("app.example", 0), ConfigError);
    EXPECT_THROW(server.listen("192.0.2.1", 0), ConfigError);
}

TEST(Server, SaysWhichPortIsTaken) {
    Echo running;
    Server other{{.io_threads = 1}};
    EXPECT_THROW(other.listen("127.0.0.1", running.port), ConfigError);
}

}  // namespace
}  // namespace ostiary
