#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace ostiary::testing {

/// A TCP client that sends exactly the bytes it is given, to a port on the loopback.
class RawClient {
public:
    explicit RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const void* const untyped = &address;
        if (::connect(socket_, static_cast<const sockaddr*>(untyped), sizeof address) != 0) {
            ::close(socket_);
            throw std::runtime_error("connect");
        }
    }
    ~RawClient() { close(); }
    RawClient(RawClient&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}
    RawClient& operator=(RawClient&&) = delete;

    /// False where the other end has closed.
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    void shut() { ::shutdown(socket_, SHUT_WR); }

    void close() {
        if (socket_ >= 0) ::close(std::exchange(socket_, -1));
    }

    /// Closes with a reset instead of a farewell.
    void reset() {
        const linger now{.l_onoff = 1, .l_linger = 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
        close();
    }

    /// Everything until the server closes; what has come when `patience` is over otherwise (see `closed`).
    std::string read_all(std::chrono::milliseconds patience = std::chrono::seconds(10)) {
        std::string all;
        const auto end = std::chrono::steady_clock::now() + patience;
        while (!closed_ && std::chrono::steady_clock::now() < end) read_some(all, end);
        return all;
    }

    /// Reads until the bytes so far hold `text`; for an answer on a connection that stays.
    std::string read_until(std::string_view text, std::chrono::milliseconds patience = std::chrono::seconds(10)) {
        std::string all;
        const auto end = std::chrono::steady_clock::now() + patience;
        while (all.find(text) == std::string::npos && !closed_ && std::chrono::steady_clock::now() < end)
            read_some(all, end);
        return all;
    }

    /// Whether the server has closed the connection, as far as the reads have seen.
    [[nodiscard]] bool closed() const { return closed_; }
    [[nodiscard]] int native() const { return socket_; }

private:
    void read_some(std::string& all, std::chrono::steady_clock::time_point end) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
        pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
        if (::poll(&waiting, 1, static_cast<int>(left.count())) <= 0) return;
        char bytes[16 * 1024];
        const ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
        closed_ = got <= 0;
        if (got > 0) all.append(bytes, static_cast<std::size_t>(got));
    }

    int socket_;
    bool closed_ = false;
};

}  // namespace ostiary::testing
