#pragma once

#include <expected>
#include <string_view>

namespace ostiary {

struct RequestLine {
    std::string_view method{};
    /// Of an absolute-form target; empty otherwise.
    std::string_view authority{};
    std::string_view path{};
    std::string_view query{};
    bool http_1_0 = false;
};

/// Reads `METHOD SP TARGET SP HTTP/1.x` with single spaces, the target in origin form or absolute form, in printable
/// ASCII. On refusal gives the status.
[[nodiscard]] std::expected<RequestLine, int> read_request_line(std::string_view text);

/// The methods that handlers may get. CONNECT would make the server a tunnel, and is not among them.
[[nodiscard]] bool is_known_method(std::string_view method) noexcept;

}  // namespace ostiary
