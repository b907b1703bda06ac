#include "adapters/listener.hpp"

#include <csignal>
#include <utility>

#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>

#include <ostiary/values/errors.hpp>

#include "adapters/connection.hpp"
#include "adapters/passed_socket.hpp"

namespace ostiary {
namespace {

using asio::ip::tcp;

/// One client has one spelling: an IPv4 address that came over an IPv6 socket is shown as IPv4, and a link-local one
/// without its interface.
std::string text_of(const asio::ip::address& address) {
    if (!address.is_v6()) return address.to_string();
    auto v6 = address.to_v6();
    if (v6.is_v4_mapped()) return asio::ip::make_address_v4(asio::ip::v4_mapped, v6).to_string();
    v6.scope_id(0);
    return v6.to_string();
}

asio::ip::address read_address(const std::string& text) {
    if (text == "localhost") return asio::ip::address_v4::loopback();
    boost::system::error_code fault;
    const auto address = asio::ip::make_address(text, fault);
    if (fault) throw ConfigError("listen: '" + text + "' is no IP address");
    return address;
}

}  // namespace

struct Listener::Sockets {
    using Acceptor = asio::basic_socket_acceptor<tcp, IoLoop::Executor>;

    Sockets(Service& the_service, LoopThreads& the_loops, std::optional<asio::ssl::context>& the_tls)
        : service(the_service), loops(the_loops), tls(the_tls) {}

    void bind(const tcp::endpoint& endpoint);
    Task<void> run();
    Task<void> pause(std::chrono::milliseconds time);
    void hand_over(IoLoop& loop, TcpSocket socket);
    void close();
    void connection_closed();
    [[nodiscard]] bool full() const { return service.open_connections >= service.options.max_connections; }

    Service& service;
    LoopThreads& loops;
    std::optional<asio::ssl::context>& tls;
    asio::io_context context{1};
    Acceptor acceptor{context};
    IoLoop::Timer pause_timer{context};
    /// Kept until the server is gone: given back to the system earlier, a second signal would cut off what is in
    /// flight.
    asio::signal_set signals{context};
    std::atomic<bool> waits_for_room = false;
    bool accept_fails = false;
};

void Listener::Sockets::bind(const tcp::endpoint& endpoint) {
    constexpr int backlog = 4096;
    acceptor.open(endpoint.protocol());
    acceptor.set_option(tcp::acceptor::reuse_address(true));
    if (endpoint.protocol() == tcp::v6()) acceptor.set_option(asio::ip::v6_only(false));
    acceptor.bind(endpoint);
    acceptor.listen(backlog);
}

/// Accepting stops while there are too many connections, and pauses when the process is out of file descriptors: the
/// waiting connection would otherwise wake it without end.
Task<void> Listener::Sockets::run() {
    while (acceptor.is_open()) {
        waits_for_room = full();
        if (waits_for_room && full()) {
            co_await pause(std::chrono::hours(1));
            continue;
        }
        IoLoop& loop = loops.next();
        auto [fault, socket] = co_await acceptor.async_accept(loop.context(), as_value);
        if (!fault) {
            accept_fails = false;
            hand_over(loop, std::move(socket));
        } else if (fault != asio::error::operation_aborted && fault != asio::error::connection_aborted) {
            if (!std::exchange(accept_fails, true))
                log({.level = LogLevel::warning, .event = "accept_failed", .fields = {{"reason", fault.message()}}});
            co_await pause(std::chrono::milliseconds(100));
        }
    }
}

Task<void> Listener::Sockets::pause(std::chrono::milliseconds time) {
    pause_timer.expires_after(time);
    co_await pause_timer.async_wait(as_value);
}

void Listener::Sockets::hand_over(IoLoop& loop, TcpSocket socket) {
    boost::system::error_code fault;
    socket.set_option(tcp::no_delay(true), fault);
    const auto remote = socket.remote_endpoint(fault);
    if (fault) return;
    ++service.open_connections;
    std::string peer = text_of(remote.address());
    if (tls) {
        std::make_shared<Connection<TlsSocket>>(service, loop, TlsSocket{std::move(socket), *tls}, std::move(peer))
            ->start();
    } else {
        std::make_shared<Connection<TcpSocket>>(service, loop, std::move(socket), std::move(peer))->start();
    }
}

void Listener::Sockets::close() {
    boost::system::error_code ignored;
    acceptor.close(ignored);
    pause_timer.cancel();
}

void Listener::Sockets::connection_closed() {
    if (waits_for_room.exchange(false)) asio::post(context, [this] { pause_timer.cancel(); });
}

Listener::Listener(Service& service, LoopThreads& loops, std::optional<asio::ssl::context>& tls)
    : service_(service), sockets_(std::make_unique<Sockets>(service, loops, tls)) {
    service_.on_closed = [this] { sockets_->connection_closed(); };
}

Listener::~Listener() = default;

void Listener::check_exposure(const std::string& address, bool loopback) const {
    if (loopback || sockets_->tls) return;
    if (!service_.options.dangerously_allow_plain_http)
        throw ConfigError("listen: plain HTTP on " + address +
                          " would show passwords to the network: give tls_certificate and tls_key, listen on 127.0.0.1 "
                          "behind a proxy, or set dangerously_allow_plain_http");
    log({.level = LogLevel::warning, .event = "plain_http", .fields = {{"address", address}}});
}

void Listener::open(const std::string& address, std::uint16_t port) {
    if (port_ != 0) throw ConfigError("listen: a server listens once");
    const auto ip = read_address(address);
    check_exposure(address, ip.is_loopback());
    try {
        sockets_->bind({ip, port});
        port_ = sockets_->acceptor.local_endpoint().port();
    } catch (const boost::system::system_error& fault) {
        throw ConfigError("listen: " + address + " port " + std::to_string(port) + ": " + fault.code().message());
    }
}

void Listener::adopt(int socket) {
    if (port_ != 0) throw ConfigError("listen: a server listens once");
    sockets_->acceptor.assign(protocol_of_listening(socket), socket);
    const auto local = sockets_->acceptor.local_endpoint();
    check_exposure(local.address().to_string(), local.address().is_loopback());
    port_ = local.port();
}

void Listener::accept(const std::function<void(std::uint16_t)>& on_listening) {
    sockets_->signals.add(SIGTERM);
    sockets_->signals.add(SIGINT);
    sockets_->signals.async_wait([this](const boost::system::error_code& fault, int) {
        if (!fault) sockets_->close();
    });
    asio::co_spawn(sockets_->context, sockets_->run(), [this](std::exception_ptr) { sockets_->signals.cancel(); });
    const auto local = sockets_->acceptor.local_endpoint();
    log({.level = LogLevel::info,
         .event = "listening",
         .fields = {{"address", local.address().to_string()},
                    {"port", std::to_string(local.port())},
                    {"scheme", sockets_->tls ? "https" : "http"}}});
    if (on_listening) on_listening(local.port());
    sockets_->context.run();
}

void Listener::stop() {
    asio::post(sockets_->context, [this] { sockets_->close(); });
}

}  // namespace ostiary
