#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <ostiary/values/handler.hpp>

namespace ostiary {

struct ServerOptions {
    /// Threads that read, write and run quick handlers. 0: one a processor.
    std::size_t io_threads = 0;
    /// Threads that run all other handlers, started when needed. Must exceed a hasher's slots and queue together, or
    /// logins hold up pages.
    std::size_t worker_threads = 96;
    /// Open connections; beyond it new ones wait in the kernel's queue.
    std::size_t max_connections = 20'000;
    /// The largest body, in bytes; beyond it 413.
    std::size_t body_limit = 1024 * 1024;
    /// The longest request line (414), all header lines together (431) and their number (431).
    std::size_t line_limit = 8 * 1024;
    std::size_t header_limit = 32 * 1024;
    std::size_t header_count = 100;
    /// How long a client may take to send its head, and its body; beyond it 408 and close.
    std::chrono::milliseconds read_timeout = std::chrono::seconds(10);
    /// How long a kept connection may wait for its next request.
    std::chrono::milliseconds idle_timeout = std::chrono::seconds(60);
    /// How long a client may take to read an answer.
    std::chrono::milliseconds write_timeout = std::chrono::seconds(10);
    /// How long a handler may take; beyond it the client gets 500, and what the handler returns is dropped.
    std::chrono::milliseconds handler_timeout = std::chrono::seconds(30);
    /// How long `stop` waits for what is in flight.
    std::chrono::milliseconds drain_timeout = std::chrono::seconds(8);
    /// PEM files for HTTPS: both or none. TLS 1.2 and later.
    std::optional<std::string> tls_certificate{};
    std::optional<std::string> tls_key{};
    /// Peers whose `X-Forwarded-*` headers are believed, see `forwarded`. Naming one that clients can reach around lets
    /// them choose their address.
    std::vector<std::string> trusted_proxies{};
    /// Adds HSTS to each answer.
    bool production = false;
    /// Accept plain HTTP on an address that is not loopback, which `listen` refuses otherwise: only where something
    /// else encrypts all the way, such as a proxy in the same private network. Passwords cross that network in the
    /// clear.
    bool dangerously_allow_plain_http = false;
    /// Called after each answer, on the thread that sent it.
    std::function<void(const http::Request&, const http::Response&, std::chrono::nanoseconds)> on_answer{};
};

struct MountOptions {
    /// The handler never blocks for long (a session check, a constant): run it on the thread that read the request.
    bool quick = false;
};

/// An HTTP/1.1 server on Boost.Beast. Strict: what two HTTP parsers could read differently is answered 400 and closed.
/// Every answer has the security headers. Mount first, then listen; `mount` is not thread-safe.
class Server {
public:
    /// Throws `ConfigError` that names the option.
    explicit Server(ServerOptions options = {});
    /// Waits for handlers that still run: they may use what their owner destroys next.
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Answers `prefix` and all below it with `handler`; the longest prefix wins. `/login` is redirected to `/login/`.
    /// Throws `ConfigError` for a prefix that doesn't start with `/` or is taken.
    void mount(std::string prefix, Handler handler, MountOptions options = {});

    /// Serves until `stop`, or until SIGTERM or SIGINT; returns when what was in flight is done. Port 0 takes a free
    /// one. Once in a server's life. Throws `ConfigError` where the address can't be used, or is neither loopback nor
    /// protected by TLS.
    void listen(const std::string& address, std::uint16_t port);
    /// As `listen`, on a TCP socket that listens already, such as one that systemd passed; it is the server's from then
    /// on. Throws `ConfigError` where it is none, or is neither bound to loopback nor protected by TLS.
    void listen_on(int socket);
    /// Makes `listen` return. From any thread, not from a handler that must still be answered.
    void stop();
    /// The port in use; 0 until `listen` has bound it.
    [[nodiscard]] std::uint16_t port() const noexcept;
    /// Called once the port accepts connections.
    void on_listening(std::function<void(std::uint16_t)> callback);

private:
    class Engine;
    std::unique_ptr<Engine> engine_;
};

}  // namespace ostiary
