#pragma once

#include <cstdint>
#include <future>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include <ostiary/ports/log.hpp>
#include <ostiary/server.hpp>

#include "support/raw_client.hpp"

namespace ostiary::testing {

/// A server on a free loopback port, on a thread of its own, from `start` to the end of the scope.
class RunningServer {
public:
    explicit RunningServer(ServerOptions options = {}) : server(with_few_threads(std::move(options))) {}
    ~RunningServer() { stop(); }

    void start() {
        std::promise<std::uint16_t> bound;
        server.on_listening([&](std::uint16_t at) { bound.set_value(at); });
        thread_ = std::thread{[this] { server.listen("127.0.0.1", 0); }};
        port = bound.get_future().get();
    }
    /// Returns once `listen` has.
    void stop() {
        if (!thread_.joinable()) return;
        server.stop();
        thread_.join();
    }
    /// Waits for `listen` to return by itself.
    void wait() { thread_.join(); }

    [[nodiscard]] RawClient connect() const { return RawClient{port}; }

    /// Sends the bytes on a connection of their own and gives all that comes back until the server closes.
    [[nodiscard]] std::string ask(std::string_view bytes) const {
        RawClient client = connect();
        client.send(bytes);
        return client.read_all();
    }

    Server server;
    std::uint16_t port = 0;

private:
    static ServerOptions with_few_threads(ServerOptions options) {
        if (options.io_threads == 0) options.io_threads = 2;
        return options;
    }

    std::thread thread_{};
};

/// The status of the first answer in `bytes`; 0 where there is none.
inline int status_of(std::string_view bytes) {
    constexpr std::string_view start = "HTTP/1.1 ";
    if (!bytes.starts_with(start) || bytes.size() < start.size() + 3) return 0;
    return std::stoi(std::string{bytes.substr(start.size(), 3)});
}

/// How many answers `bytes` holds.
inline std::size_t answers_in(std::string_view bytes) {
    std::size_t count = 0;
    for (std::size_t at = bytes.find("HTTP/1.1 "); at != std::string_view::npos; at = bytes.find("HTTP/1.1 ", at + 1))
        ++count;
    return count;
}

}  // namespace ostiary::testing
