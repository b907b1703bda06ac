#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include <ostiary/values/headers.hpp>

namespace ostiary::http {

/// What a `Set-Cookie` header says (RFC 6265bis).
struct Cookie {
    std::string name{};
    std::string value{};
    std::chrono::seconds max_age{0};  ///< 0 unsets the cookie.
    std::string path = "/";
    std::string same_site = "lax";
    bool secure = false;
    std::string domain{};   ///< Empty: for the host alone that sets it.
    bool http_only = true;  ///< False: scripts can read it, as for a token that they send back.

    /// `NAME=VALUE; HttpOnly; Max-Age=N; Path=/; SameSite=lax`, with `; Secure` and
    /// `; Domain=NAME` where set.
    [[nodiscard]] std::string to_header() const;
};

/// The cookies of one name in a request: an attacker on a neighbouring host can add one of his own, so several are
/// never told apart, only counted.
struct CookieMatch {
    std::optional<std::string_view> value{};  ///< Set where there is exactly one.
    bool repeated = false;
};

/// Names are compared byte for byte, values taken as they stand: no quotes stripped, nothing decoded.
[[nodiscard]] CookieMatch find_cookie(const Headers& headers, std::string_view name);

}  // namespace ostiary::http
