#include <ostiary/endpoints/security_headers.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace ostiary {
namespace {

void add_missing(http::Headers& headers, std::string_view name, std::string_view value) {
    if (!headers.contains(name)) headers.add(std::string{name}, std::string{value});
}

}  // namespace

void add_security_headers(http::Response& response, const SecurityHeadersOptions& options) {
    http::Headers& headers = response.headers;
    add_missing(headers, "Content-Security-Policy",
                "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'");
    add_missing(headers, "X-Content-Type-Options", "nosniff");
    add_missing(headers, "X-Frame-Options", "DENY");
    add_missing(headers, "Referrer-Policy", "same-origin");
    add_missing(headers, "Cross-Origin-Opener-Policy", "same-origin");
    add_missing(headers, "Cross-Origin-Resource-Policy", "same-origin");
    if (options.production) add_missing(headers, "Strict-Transport-Security", "max-age=31536000; includeSubDomains");
}

Handler security_headers(Handler next, SecurityHeadersOptions options) {
    return [next = std::move(next), options](const http::Request& request) {
        http::Response response = next(request);
        add_security_headers(response, options);
        return response;
    };
}

}  // namespace ostiary
