#include <ostiary/adapters/server.hpp>

#include <algorithm>
#include <mutex>
#include <thread>
#include <utility>

#include <ostiary/endpoints/forwarded.hpp>
#include <ostiary/ports/log.hpp>
#include <ostiary/values/errors.hpp>

#include "adapters/listener.hpp"
#include "adapters/loop_threads.hpp"
#include "adapters/server_options.hpp"
#include "adapters/service.hpp"
#include "adapters/tls_context.hpp"

namespace ostiary {

/// Outlives its connections and the handlers that still run: the members go in reverse order, workers before loops.
class Server::Engine {
public:
    explicit Engine(ServerOptions options)
        : loops_(checked(options).io_threads, tick_of(options)), service_(std::move(options)) {
        if (service_.options.tls_certificate)
            tls_.emplace(tls_context(*service_.options.tls_certificate, *service_.options.tls_key));
    }

    void mount(std::string prefix, Handler handler, MountOptions options) {
        if (handler) handler = forwarded(std::move(handler), service_.options.trusted_proxies);
        service_.router.add({.prefix = std::move(prefix), .handler = std::move(handler), .quick = options.quick});
    }

    void listen(const std::string& address, std::uint16_t port) {
        listener_.open(address, port);
        run();
    }

    void listen_on(int socket) {
        listener_.adopt(socket);
        run();
    }

    void stop() { listener_.stop(); }
    [[nodiscard]] std::uint16_t port() const noexcept { return listener_.port(); }
    void on_listening(std::function<void(std::uint16_t)> callback) { on_listening_ = std::move(callback); }

private:
    void run() {
        loops_.start();
        try {
            listener_.accept(on_listening_);
        } catch (...) {
            finish();
            throw;
        }
        finish();
    }

    void finish() {
        const bool drained = loops_.finish(service_.options.drain_timeout);
        log({.level = drained ? LogLevel::info : LogLevel::warning,
             .event = "stopped",
             .fields = {{"drained", drained ? "true" : "false"}}});
    }

    LoopThreads loops_;
    std::optional<asio::ssl::context> tls_{};
    Service service_;
    Listener listener_{service_, loops_, tls_};
    std::function<void(std::uint16_t)> on_listening_{};
};

Server::Server(ServerOptions options) : engine_(std::make_unique<Engine>(std::move(options))) {}
Server::~Server() = default;

void Server::mount(std::string prefix, Handler handler, MountOptions options) {
    engine_->mount(std::move(prefix), std::move(handler), options);
}

void Server::listen(const std::string& address, std::uint16_t port) {
    engine_->listen(address, port);
}

void Server::listen_on(int socket) {
    engine_->listen_on(socket);
}

void Server::stop() {
    engine_->stop();
}

std::uint16_t Server::port() const noexcept {
    return engine_->port();
}

void Server::on_listening(std::function<void(std::uint16_t)> callback) {
    engine_->on_listening(std::move(callback));
}

}  // namespace ostiary
