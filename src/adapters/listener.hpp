#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/ssl/context.hpp>

#include "adapters/loop_threads.hpp"
#include "adapters/service.hpp"

namespace ostiary {

/// Binds, accepts, and hands each connection to a loop. Stops at SIGTERM, SIGINT or `stop`.
class Listener {
public:
    Listener(Service& service, LoopThreads& loops, std::optional<asio::ssl::context>& tls);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    /// Throws `ConfigError` where the address can't be used, or must not be without TLS.
    void open(const std::string& address, std::uint16_t port);
    /// The same with a socket that listens already.
    void adopt(int socket);
    /// Returns once stopped; the port is then closed.
    void accept(const std::function<void(std::uint16_t)>& on_listening);
    /// From any thread.
    void stop();
    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

private:
    struct Sockets;

    void check_exposure(const std::string& address, bool loopback) const;

    Service& service_;
    std::atomic<std::uint16_t> port_ = 0;
    std::unique_ptr<Sockets> sockets_;
};

}  // namespace ostiary
