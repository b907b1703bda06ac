#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "adapters/io_loop.hpp"

namespace ostiary {

using TcpSocket = asio::basic_stream_socket<asio::ip::tcp, IoLoop::Executor>;
using TlsSocket = asio::ssl::stream<TcpSocket>;

template <class T>
using Task = asio::awaitable<T, IoLoop::Executor>;
/// Faults come back as values: a client that goes away is no exception.
inline constexpr auto as_value = asio::as_tuple(asio::use_awaitable_t<IoLoop::Executor>{});

/// The bytes to and from one client, plain or over TLS, under a deadline that its loop watches: once it has passed,
/// what is under way ends with a fault and `expired` says why.
template <class Stream>
class ClientStream : public LoopMember {
public:
    ClientStream(IoLoop& home, Stream stream) : loop_(home), stream_(std::move(stream)) {}

    void expire() override {
        expired_ = true;
        cancel();
    }
    void abort() override {
        aborted_ = true;
        boost::system::error_code ignored;
        socket().close(ignored);
    }

protected:
    static constexpr bool is_tls = std::is_same_v<Stream, TlsSocket>;

    void allow(std::chrono::milliseconds time) {
        expired_ = false;
        deadline = std::chrono::steady_clock::now() + time;
    }

    void cancel() {
        boost::system::error_code ignored;
        socket().cancel(ignored);
    }

    Task<bool> shake_hands(std::chrono::milliseconds time) {
        if constexpr (!is_tls) co_return true;
        if constexpr (is_tls) {
            allow(time);
            const auto [fault] = co_await stream_.async_handshake(asio::ssl::stream_base::server, as_value);
            co_return !fault;
        }
    }

    /// Reads at most `room` more bytes. False where the client has gone or its time is up.
    Task<bool> fill(std::size_t room) {
        const std::size_t had = buffer_.size();
        buffer_.resize(had + room);
        const auto [fault, got] = co_await stream_.async_read_some(asio::buffer(buffer_.data() + had, room), as_value);
        buffer_.resize(had + got);
        co_return !fault && got > 0;
    }

    /// Sends all of it. False where the client has gone or its time is up.
    template <class Buffers>
    Task<bool> write(const Buffers& bytes) {
        const auto [fault, sent] = co_await asio::async_write(stream_, bytes, as_value);
        co_return !fault;
    }

    /// Says that nothing more comes, then reads on for a while: a socket closed over unread bytes is reset, and the
    /// client would lose the answer (RFC 9112, 9.6).
    Task<void> linger() {
        allow(std::chrono::seconds(2));
        if constexpr (is_tls) {
            // A client that is gone says no goodbye; only the deadline matters.
            static_cast<void>(co_await stream_.async_shutdown(as_value));
            if (expired_) co_return;
        }
        boost::system::error_code fault;
        socket().shutdown(asio::socket_base::shutdown_send, fault);
        while (!fault && !aborted_ && std::chrono::steady_clock::now() < deadline) {
            const auto [ended, got] = co_await socket().async_read_some(loop_.waste(), as_value);
            fault = ended;
        }
    }

    [[nodiscard]] IoLoop& loop() const noexcept { return loop_; }
    [[nodiscard]] bool expired() const noexcept { return expired_; }
    [[nodiscard]] bool aborted() const noexcept { return aborted_; }

    /// What was received and isn't used yet.
    std::string buffer_{};

private:
    TcpSocket& socket() {
        if constexpr (is_tls) {
            return stream_.next_layer();
        } else {
            return stream_;
        }
    }

    IoLoop& loop_;
    Stream stream_;
    bool expired_ = false;
    bool aborted_ = false;
};

}  // namespace ostiary
