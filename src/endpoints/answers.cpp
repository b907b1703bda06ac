#include "endpoints/answers.hpp"

#include <algorithm>
#include <array>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cstddef>

#include <ostiary/endpoints/security_headers.hpp>
#include <ostiary/values/errors.hpp>

#include "endpoints/media_type.hpp"
#include "values/ascii.hpp"
#include "values/encoding.hpp"
#include "values/random.hpp"
#include "values/status.hpp"

namespace ostiary {
namespace {

std::string fresh_nonce() {
    std::array<std::byte, 16> bytes{};
    fill_random(bytes);
    return to_base64url(bytes);
}

std::string policy(const std::string& nonce, const PageSources& sources) {
    std::string scripts;
    for (const std::string& origin : sources.scripts) scripts += " " + origin;
    std::string forms;
    for (const std::string& origin : sources.forms) forms += " " + origin;
    const std::string own = " 'self' 'nonce-" + nonce + "'";
    return "default-src 'none'; script-src" + own + scripts + "; style-src" + own + scripts +
           "; img-src 'self' data:" + scripts + "; font-src 'self'; connect-src 'self'" + scripts + "; frame-src" +
           (scripts.empty() ? " 'none'" : scripts) + "; form-action 'self'" + forms +
           "; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";
}

}  // namespace

http::Response finish(http::Response response, bool production) {
    if (!response.headers.contains("Cache-Control")) response.headers.add("Cache-Control", "no-store");
    add_security_headers(response, {.production = production});
    return response;
}

http::Response failure(const http::Request& request, int status, std::string_view message) {
    if (wanted_type(request.headers.get("Accept").value_or("")) != Wanted::json) {
        return http::text(std::string{message}, status);
    }
    const boost::json::object problem{{"type", "about:blank"},
                                      {"title", boost::json::string_view{reason_phrase(status)}},
                                      {"status", status},
                                      {"detail", boost::json::string_view{message}}};
    auto response = http::json(boost::json::serialize(problem), status);
    response.headers.set("Content-Type", "application/problem+json");
    return response;
}

void add_retry_after(http::Response& response, std::optional<std::chrono::milliseconds> wait) {
    if (!wait) return;
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*wait);
    response.headers.add("Retry-After", std::to_string(seconds.count()));
}

http::Response method_not_allowed(const http::Request& request, std::string_view allow) {
    auto response = failure(request, 405, "Method not allowed");
    response.headers.add("Allow", std::string{allow});
    return response;
}

http::Response read_only(const http::Request& request) {
    auto response = failure(request, 405, "Running in read only mode.");
    response.headers.add("Allow", "GET, HEAD");
    return response;
}

void add_csrf_field(Page& page, const http::Request& request) {
    page.values.insert_or_assign("has_csrf", request.csrf.has_value());
    if (!request.csrf) return;
    page.values.insert_or_assign("csrf_cookie_name", request.csrf->name);
    page.values.insert_or_assign("csrftoken", request.csrf->value);
}

void require_location(const std::string& option, const std::optional<std::string>& location) {
    if (location && std::ranges::any_of(*location, is_control))
        throw ConfigError(option + " must not contain control characters");
}

http::Response page_response(const PageRenderer& renderer, Page page, int status, const PageSources& sources) {
    const std::string nonce = fresh_nonce();
    page.values.insert_or_assign("csp_nonce", nonce);
    auto response = http::html(renderer.render(page), status);
    response.headers.add("Content-Security-Policy", policy(nonce, sources));
    return response;
}

}  // namespace ostiary
