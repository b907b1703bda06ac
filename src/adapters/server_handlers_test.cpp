#include <gtest/gtest.h>

#include <functional>
#include <future>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include <ostiary/server.hpp>
#include <ostiary/values/errors.hpp>

#include "support/echo_server.hpp"

namespace ostiary {
namespace {

using namespace std::chrono_literals;
using namespace testing;

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

}  // namespace
}  // namespace ostiary
