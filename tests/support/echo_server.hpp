#pragma once

#include <future>
#include <string>
#include <string_view>

#include "support/running_server.hpp"

namespace ostiary::testing {

inline const std::string get = "GET / HTTP/1.1\r\nHost: app\r\n\r\n";
inline const std::string last_get = "GET / HTTP/1.1\r\nHost: app\r\nConnection: close\r\n\r\n";

inline std::string post(const std::string& fields, const std::string& body = {}) {
    return "POST / HTTP/1.1\r\nHost: app\r\nConnection: close\r\n" + fields + "\r\n" + body;
}

inline bool holds(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// Bounded, so that a bug fails a test instead of hanging the suite.
inline bool happens(std::future<void> event) {
    return event.wait_for(std::chrono::seconds(10)) == std::future_status::ready;
}

/// Answers with what it was given, one `name=value` a line.
inline http::Response echo(const http::Request& request) {
    std::string text;
    const auto line = [&](std::string_view name, std::string_view value) {
        text.append(name).append("=").append(value).append("\n");
    };
    line("method", request.method);
    line("path", request.path);
    line("query", request.query);
    line("mount", request.mount);
    line("body", request.body);
    line("peer", request.peer);
    line("client", request.client);
    line("scheme", request.scheme);
    line("host", request.host);
    for (const auto& [name, value] : request.headers) line(name, value);
    return http::text(text);
}

struct Echo : RunningServer {
    explicit Echo(ServerOptions options = {}) : RunningServer(std::move(options)) {
        server.mount("/", echo, {.quick = true});
        start();
    }
};

}  // namespace ostiary::testing
