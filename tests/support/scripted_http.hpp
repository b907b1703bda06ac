#pragma once

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace ostiary::testing {

/// A web server on the loopback that answers each request with the bytes it was made with, and closes; empty bytes:
/// never. For what must hold whatever a service elsewhere says.
class ScriptedHttp {
public:
    explicit ScriptedHttp(std::string answer)
        : answer_(std::move(answer)), socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        void* const untyped = &address;
        socklen_t size = sizeof address;
        ::bind(socket_, static_cast<const sockaddr*>(untyped), size);
        ::listen(socket_, 8);
        ::getsockname(socket_, static_cast<sockaddr*>(untyped), &size);
        url_ = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/";
        thread_ = std::thread([this] { serve(); });
    }
    ~ScriptedHttp() {
        ::shutdown(socket_, SHUT_RDWR);  // wakes `accept`; a client that gets no answer leaves by itself
        thread_.join();
        ::close(socket_);
    }
    ScriptedHttp(const ScriptedHttp&) = delete;
    ScriptedHttp& operator=(const ScriptedHttp&) = delete;

    static std::string ok(std::string_view body, std::string_view status = "200 OK") {
        return "HTTP/1.1 " + std::string{status} +
               "\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
               std::string{body};
    }

    [[nodiscard]] const std::string& url() const { return url_; }

private:
    void serve() const {
        while (true) {
            const int client = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
            if (client < 0) return;
            answer(client);
            ::close(client);
        }
    }

    /// The request ends with its last field, or with the patience of who sent it.
    void answer(int client) const {
        std::string request;
        char bytes[4096];
        while (answer_.empty() || request.find("remoteip=") == std::string::npos) {
            const ssize_t count = ::recv(client, bytes, sizeof bytes, 0);
            if (count <= 0) return;
            request.append(bytes, static_cast<std::size_t>(count));
        }
        ::send(client, answer_.data(), answer_.size(), MSG_NOSIGNAL);
    }

    std::string answer_;
    int socket_;
    std::string url_{};
    std::thread thread_{};
};

}  // namespace ostiary::testing
