#include <ostiary/values/cookie.hpp>

#include <algorithm>

#include "values/ascii.hpp"

namespace ostiary::http {
namespace {

void collect(std::string_view pairs, std::string_view name, CookieMatch& match) {
    while (!pairs.empty()) {
        const std::size_t end = std::min(pairs.find(';'), pairs.size());
        const std::string_view pair = trim(pairs.substr(0, end));
        pairs.remove_prefix(std::min(end + 1, pairs.size()));
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
        match.repeated = match.repeated || match.value.has_value();
        match.value = pair.substr(equals + 1);
    }
}

}  // namespace

std::string Cookie::to_header() const {
    std::string header =
        name + "=" + value + (http_only ? "; HttpOnly; Max-Age=" : "; Max-Age=") + std::to_string(max_age.count());
    header += "; Path=" + path + "; SameSite=" + same_site;
    if (secure) header += "; Secure";
    if (!domain.empty()) header += "; Domain=" + domain;
    return header;
}

CookieMatch find_cookie(const Headers& headers, std::string_view name) {
    CookieMatch match;
    for (const std::string_view pairs : headers.all("Cookie")) collect(pairs, name, match);
    if (match.repeated) match.value.reset();
    return match;
}

}  // namespace ostiary::http
