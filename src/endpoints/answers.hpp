#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ostiary/ports/page_renderer.hpp>
#include <ostiary/values/request.hpp>
#include <ostiary/values/response.hpp>

namespace ostiary {

/// What every answer of an endpoint has: the security headers, and no copy in any cache (ASVS 5.0, 14.3.2).
[[nodiscard]] http::Response finish(http::Response response, bool production);

/// A failure as the client wants to read it, by `Accept`: a plain text, or `application/problem+json` (RFC 9457).
[[nodiscard]] http::Response failure(const http::Request& request, int status, std::string_view message);

/// In whole seconds, rounded up, where there is anything to wait for.
void add_retry_after(http::Response& response, std::optional<std::chrono::milliseconds> wait);

/// 405 with `Allow` (RFC 9110, 15.5.6).
[[nodiscard]] http::Response method_not_allowed(const http::Request& request, std::string_view allow);

/// 405 to what would change something.
[[nodiscard]] http::Response read_only(const http::Request& request);

/// Throws `ConfigError` where a redirect to it could not be sent: better at the start than at the first login.
void require_location(const std::string& option, const std::optional<std::string>& location);

/// Where else than on this host a page may load from and post to.
struct PageSources {
    std::vector<std::string> scripts{};  ///< Origins of a captcha: scripts, frames, styles, connections.
    std::vector<std::string> forms{};    ///< Origins that a form's redirect may lead to.
};

/// Gives the page's form the field that a CSRF check in front wants back, where there is one.
void add_csrf_field(Page& page, const http::Request& request);

/// An HTML page under a policy with a nonce of its own, which the template gets as `csp_nonce` (ASVS 5.0, 3.4.3).
[[nodiscard]] http::Response page_response(const PageRenderer& renderer, Page page, int status,
                                           const PageSources& sources);

}  // namespace ostiary
