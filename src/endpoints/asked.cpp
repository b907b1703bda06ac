#include "endpoints/asked.hpp"

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

namespace ostiary {
namespace {

using Texts = std::vector<std::string_view>;

/// An `X-Original-URL`: `https://host/path`, or the path alone.
struct OriginalUrl {
    std::string_view scheme{};
    std::string_view host{};
    std::string_view target{};
};

OriginalUrl split(std::string_view url) {
    const std::size_t end = url.find("://");
    if (url.starts_with('/') || end == std::string_view::npos) return {.target = url};
    const std::size_t path = std::min(url.find('/', end + 3), url.size());
    return {.scheme = url.substr(0, end), .host = url.substr(end + 3, path - end - 3), .target = url.substr(path)};
}

Texts values_of(const http::Headers& headers, std::initializer_list<std::string_view> names) {
    Texts values;
    for (const std::string_view name : names) {
        for (const std::string_view value : headers.all(name)) values.push_back(value);
    }
    return values;
}

/// Empty where they differ, or where there are none.
std::string the_one(const Texts& values) {
    const bool differ = std::ranges::adjacent_find(values, std::not_equal_to{}) != values.end();
    return values.empty() || differ ? std::string{} : std::string{values.front()};
}

/// Whether the headers that name a host were taken at their word, or say nothing.
bool is_host_certain(const http::Request& request) {
    const auto hosts = request.headers.all("X-Forwarded-Host");
    return std::ranges::all_of(hosts, [&](std::string_view host) { return host == request.host; });
}

}  // namespace

void note_asked(http::Request& request) {
    Texts targets = values_of(request.headers, {"X-Forwarded-Uri", "X-Original-URI"});
    const bool by_url_alone = targets.empty() && !request.headers.contains("X-Forwarded-Host");
    bool certain = is_host_certain(request);
    for (const std::string_view text : request.headers.all("X-Original-URL")) {
        const OriginalUrl url = split(text);
        targets.push_back(url.target);
        if (url.host.empty()) continue;
        // A proxy that sends this header alone says with it which host and scheme were meant.
        if (by_url_alone && targets.size() == 1) {
            request.scheme = url.scheme == "https" ? "https" : "http";
            request.host = url.host;
        }
        certain = certain && url.host == request.host;
    }
    if (targets.empty()) return;
    request.asked = {.method = the_one(values_of(request.headers, {"X-Forwarded-Method", "X-Original-Method"})),
                     .target = certain ? the_one(targets) : std::string{}};
}

}  // namespace ostiary
