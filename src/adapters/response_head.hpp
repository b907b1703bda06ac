#pragma once

#include <optional>
#include <string>

#include <ostiary/values/response.hpp>

namespace ostiary {

struct ResponseFraming {
    bool keep_alive = true;
    /// The client must be told that the connection stays, which HTTP/1.0 doesn't assume.
    bool http_1_0 = false;
};

/// The status line and the headers of `response`, blank line included. `Content-Length`, `Connection`, `Date` and
/// `Transfer-Encoding` are the server's own business: a handler's are left out. Nothing where a status or a header
/// can't be sent, such as a value with a line break, which would split the answer in two.
[[nodiscard]] std::optional<std::string> response_head(const http::Response& response, const ResponseFraming& framing);

/// 204 and 304 have no body, whatever the handler gave (RFC 9110, 6.4.1).
[[nodiscard]] bool may_have_body(int status) noexcept;

}  // namespace ostiary
