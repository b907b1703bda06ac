#pragma once

#include <ostiary/values/handler.hpp>

namespace ostiary {

struct SecurityHeadersOptions {
    /// Adds `Strict-Transport-Security`: browsers will use HTTPS alone for this host, for a year.
    bool production = false;
};

/// Adds the headers that a browser needs to defend its user, each only where the answer doesn't set it itself: a strict
/// `Content-Security-Policy`, `X-Content-Type-Options`, `Referrer-Policy`, `Cross-Origin-Opener-Policy`,
/// `Cross-Origin-Resource-Policy`, `X-Frame-Options` (ASVS 5.0, 3.4). Ostiary's own endpoints and `Server` have them
/// built in.
[[nodiscard]] Handler security_headers(Handler next, SecurityHeadersOptions options = {});
/// The same for one answer.
void add_security_headers(http::Response& response, const SecurityHeadersOptions& options = {});

}  // namespace ostiary
