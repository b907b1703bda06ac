#include "endpoints/session_cookie.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <ostiary/values/cookie.hpp>
#include <ostiary/values/errors.hpp>

#include "auth/asked_target.hpp"
#include "values/network.hpp"

namespace ostiary {
namespace {

bool is_token_character(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view{"!#$%&'*+-.^_`|~"}.contains(c);
}

bool has_prefix(std::string_view name) {
    return name.starts_with("__") &&
           (http::same_name(name.substr(0, 7), "__Host-") || http::same_name(name.substr(0, 9), "__Secure-"));
}

/// Not `com` nor `localhost`, which no browser shares a cookie with, nor an address.
bool is_shareable(std::string_view domain) {
    return plain_host(domain) == domain && domain.contains('.') && !IpAddress::parse(domain);
}

}  // namespace

SessionCookie::SessionCookie(std::string name, Traits traits)
    : plain_name_(std::move(name)),
      host_name_("__Host-" + plain_name_),
      production_(traits.production),
      host_prefix_(traits.host_prefix),
      domain_(traits.domain.value_or("")) {
    if (plain_name_.empty() || plain_name_.size() > 64 || !std::ranges::all_of(plain_name_, is_token_character)) {
        throw ConfigError("cookie_name must be 1 to 64 letters, digits or one of !#$%&'*+-.^_`|~");
    }
    if (has_prefix(plain_name_))
        throw ConfigError("cookie_name must not have a prefix: production puts __Host- before it");
    if (!traits.domain) return;
    if (!is_shareable(domain_))
        throw ConfigError("dangerously_share_cookie_with must be a domain in lower case, such as example.com");
    if (production_ && host_prefix_) plain_name_ = "__Secure-" + plain_name_;
}

SessionCookie::Presented SessionCookie::read(const http::Request& request) const {
    auto match = http::find_cookie(request.headers, host_name_);
    if (!sets_host_name() && !match.value && !match.repeated) match = http::find_cookie(request.headers, plain_name_);
    // An empty one is none, as in the reference: some clients keep what was unset.
    if (!match.value || match.value->empty()) return {.any = match.repeated};
    return {.any = true, .token = SessionToken::parse(*match.value)};
}

std::string SessionCookie::set(const SessionToken& token, std::chrono::seconds max_age) const {
    return sets_host_name() ? host_cookie(std::string{token.reveal()}, max_age)
                            : plain_cookie(std::string{token.reveal()}, max_age);
}

std::vector<std::string> SessionCookie::unset(const http::Request& request) const {
    constexpr std::chrono::seconds now{0};
    std::vector<std::string> headers;
    if (!sets_host_name()) headers.push_back(plain_cookie({}, now));
    const auto prefixed = http::find_cookie(request.headers, host_name_);
    if (sets_host_name() || prefixed.value || prefixed.repeated) headers.push_back(host_cookie({}, now));
    return headers;
}

std::string SessionCookie::host_cookie(std::string value, std::chrono::seconds max_age) const {
    const http::Cookie cookie{.name = host_name_, .value = std::move(value), .max_age = max_age, .secure = true};
    return cookie.to_header();
}

std::string SessionCookie::plain_cookie(std::string value, std::chrono::seconds max_age) const {
    const http::Cookie cookie{
        .name = plain_name_, .value = std::move(value), .max_age = max_age, .secure = production_, .domain = domain_};
    return cookie.to_header();
}

void unset_session(http::Response& response, const SessionCookie& cookie, const http::Request& request) {
    for (std::string& header : cookie.unset(request)) response.headers.add("Set-Cookie", std::move(header));
    response.headers.add("Clear-Site-Data", "\"cache\", \"storage\"");
}

}  // namespace ostiary
