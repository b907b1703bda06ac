#include "endpoints/origin.hpp"

#include <algorithm>

#include <ostiary/values/errors.hpp>

#include "values/ascii.hpp"

namespace ostiary {
namespace {

bool is_host_character(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '[' ||
           c == ']' || c == ':';
}

}  // namespace

std::optional<std::string> canonical_origin(std::string_view text) {
    std::string origin = to_lower(text);
    const bool https = origin.starts_with("https://");
    if (!https && !origin.starts_with("http://")) return std::nullopt;
    const std::size_t host = https ? 8 : 7;
    if (origin.size() == host ||
        !std::all_of(origin.begin() + static_cast<std::ptrdiff_t>(host), origin.end(), is_host_character)) {
        return std::nullopt;
    }
    const std::string_view default_port = https ? ":443" : ":80";
    if (origin.ends_with(default_port)) origin.resize(origin.size() - default_port.size());
    return origin;
}

OriginRule::OriginRule(const std::vector<std::string>& trusted_origins) {
    for (const std::string& text : trusted_origins) {
        auto origin = canonical_origin(text);
        if (!origin)
            throw ConfigError("trusted_origins: '" + text + "' is no origin (such as https://app.example.com)");
        trusted_.push_back(std::move(*origin));
    }
}

bool OriginRule::is_trusted(std::string_view origin) const {
    return std::ranges::find(trusted_, origin) != trusted_.end();
}

bool OriginRule::allows(const http::Request& request) const {
    if (request.is_read() || request.method == "OPTIONS") return true;
    const auto origins = request.headers.all("Origin");
    const auto sites = request.headers.all("Sec-Fetch-Site");
    if (origins.size() > 1 || sites.size() > 1) return false;
    const auto origin = origins.empty() ? std::nullopt : canonical_origin(origins.front());
    if (origin && is_trusted(*origin)) return true;
    if (!sites.empty()) return sites.front() == "same-origin" || sites.front() == "none";
    if (origins.empty()) return true;
    return origin && origin == canonical_origin(request.scheme + "://" + request.host);
}

}  // namespace ostiary
