#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <ostiary/values/headers.hpp>
#include <ostiary/values/session.hpp>
#include <ostiary/values/user.hpp>

namespace ostiary::http {

/// A hidden field that a CSRF check in front expects back from a form.
struct CsrfField {
    std::string name{};
    std::string value{};
};

/// What a proxy says that its client asks an app for: to be read with care, as it came. Empty where the proxy doesn't
/// say, or says it twice and differently.
struct Asked {
    std::string method{};
    std::string target{};  ///< Path and query.
};

/// A request, as an adapter hands it to a handler: read whole, nothing left on the wire.
struct Request {
    std::string method = "GET";
    /// Decoded once and normalised (`normalise_path`): no dot segments, no percent sign that still means something.
    std::string path = "/";
    /// The part after `?`, as it came, without the `?`.
    std::string query{};
    /// Where the handler that sees this request is mounted, such as `/login`; empty at the root.
    std::string mount{};
    Headers headers{};
    std::string body{};

    /// The address of the socket's other end, as text without a port.
    std::string peer{};
    /// Who the request is from: `peer`, or what a trusted proxy says (see `forwarded`).
    std::string client{};
    /// `http` or `https`, as the client sees it.
    std::string scheme = "http";
    /// The host and port that the client asked for, as in its `Host` header.
    std::string host{};
    /// Where a proxy asks about a request of its client (see `verify`); set by `forwarded`, and by nothing else.
    std::optional<Asked> asked{};

    /// Set by `session_guard` for the handler behind it, and by nothing else.
    std::optional<User> user{};
    std::optional<Session> session{};

    /// Set by a CSRF check in front, for the forms behind it.
    std::optional<CsrfField> csrf{};

    /// True once the host has answered in the handler's place, because it took too long. None where a host doesn't say.
    std::shared_ptr<const std::atomic<bool>> abandoned{};

    /// `path` below `mount`: empty or `/` where the handler itself is asked for.
    [[nodiscard]] std::string_view subpath() const;
    [[nodiscard]] bool is_abandoned() const noexcept { return abandoned && *abandoned; }
    [[nodiscard]] bool is_read() const noexcept { return method == "GET" || method == "HEAD"; }
};

/// `target` (a path, without query) decoded once, with dot segments resolved (RFC 3986, 5.2.4). Nothing where it does
/// not start with `/`, is badly encoded, climbs above the root, holds a backslash, a control character or invalid
/// UTF-8, or encodes a slash, a dot, a backslash, a percent sign or a control character: two readers could differ about
/// such a path, so it is refused (security.md, lines 75 and 76).
[[nodiscard]] std::optional<std::string> normalise_path(std::string_view target);

}  // namespace ostiary::http
