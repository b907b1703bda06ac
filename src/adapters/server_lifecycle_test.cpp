#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include <ostiary/server.hpp>
#include <ostiary/values/errors.hpp>

#include "support/echo_server.hpp"

namespace ostiary {
namespace {

using namespace std::chrono_literals;
using namespace testing;

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
    // On one loop the idle client's end shows that the busy one's loop, too, knows of the stop.
    RunningServer running{{.io_threads = 1}};
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

/// A socket of this machine's, bound and listening where asked.
int listening_socket(const char* address, int kind = SOCK_STREAM) {
    const int socket = ::socket(AF_INET, kind, 0);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    ::inet_pton(AF_INET, address, &at.sin_addr);
    EXPECT_EQ(::bind(socket, reinterpret_cast<const sockaddr*>(&at), sizeof at), 0);
    if (kind == SOCK_STREAM) {
        EXPECT_EQ(::listen(socket, 8), 0);
    }
    return socket;
}

TEST(Server, ServesOnASocketThatWasPassedToIt) {
    Server server;
    server.mount("/", [](const http::Request&) { return http::text("passed"); });
    std::promise<std::uint16_t> bound;
    server.on_listening([&](std::uint16_t at) { bound.set_value(at); });
    std::thread thread{[&] { server.listen_on(listening_socket("127.0.0.1")); }};
    RawClient client{bound.get_future().get()};
    client.send(last_get);
    EXPECT_EQ(status_of(client.read_all()), 200);
    client.close();
    server.stop();
    thread.join();
}

TEST(Server, APassedSocketMayNotShowPasswordsToTheNetworkEither) {
    Server server;
    EXPECT_THROW(server.listen_on(listening_socket("0.0.0.0")), ConfigError);
}

TEST(Server, WhatIsNoListeningSocketIsRefused) {
    const int datagrams = listening_socket("127.0.0.1", SOCK_DGRAM);
    Server server;
    EXPECT_THROW(server.listen_on(datagrams), ConfigError);
    EXPECT_THROW(server.listen_on(-1), ConfigError);
    ::close(datagrams);
}

}  // namespace
}  // namespace ostiary
