#include "endpoints/session_cookie.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <ostiary/values/cookie.hpp>
#include <ostiary/values/errors.hpp>

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

}  // namespace

SessionCookie::SessionCookie(std::string name, bool production)
    : plain_name_(std::move(name)), host_name_("__Host-" + plain_name_), production_(production) {
    if (plain_name_.empty() || plain_name_.size() > 64 || !std::ranges::all_of(plain_name_, is_token_character)) {
        throw ConfigError("cookie_name must be 1 to 64 letters, digits or one of !#$%&'*+-.^_`|~");
    }
    if (has_prefix(plain_name_))
        throw ConfigError("cookie_name must not have a prefix: production puts __Host- before it");
}

SessionCookie::Presented SessionCookie::read(const http::Request& request) const {
    auto match = http::find_cookie(request.headers, host_name_);
    if (!production_ && !match.value && !match.repeated) match = http::find_cookie(request.headers, plain_name_);
    if (!match.value) return {.any = match.repeated};
    return {.any = true, .token = SessionToken::parse(*match.value)};
}

std::string SessionCookie::set(const SessionToken& token, std::chrono::seconds max_age) const {
    return header(std::string{token.reveal()}, max_age);
}

std::string SessionCookie::unset() const {
    return header({}, std::chrono::seconds(0));
}

std::string SessionCookie::header(std::string value, std::chrono::seconds max_age) const {
    const http::Cookie cookie{.name = production_ ? host_name_ : plain_name_,
                              .value = std::move(value),
                              .max_age = max_age,
                              .secure = production_};
    return cookie.to_header();
}

}  // namespace ostiary
