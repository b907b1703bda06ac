#include "adapters/router.hpp"

#include <algorithm>
#include <utility>

#include <ostiary/values/errors.hpp>

namespace ostiary {
namespace {

bool answers(const Route& route, std::string_view path) {
    if (!path.starts_with(route.mount)) return false;
    if (route.prefix.ends_with('/')) return path.starts_with(route.prefix);
    return path.size() == route.mount.size() || path[route.mount.size()] == '/';
}

bool lacks_slash_of(const Route& route, std::string_view path) {
    return path.size() + 1 == route.prefix.size() && route.prefix.ends_with('/') && path == route.mount;
}

/// Only the mount's own text and a harmless query go into the header: `//evil.com` plus a slash would be another host
/// (Django CVE-2018-14574).
std::string location_of(const Route& route, std::string_view query) {
    const bool harmless = std::ranges::all_of(query, [](char c) { return c > 0x20 && c < 0x7F; });
    if (query.empty() || !harmless) return route.prefix;
    return route.prefix + "?" + std::string{query};
}

}  // namespace

void Router::add(Route route) {
    if (http::normalise_path(route.prefix) != route.prefix || route.prefix.contains("//"))
        throw ConfigError("mount: '" + route.prefix + "' is no path such as /login/");
    if (!route.handler) throw ConfigError("mount: '" + route.prefix + "' has no handler");
    if (std::ranges::find(routes_, route.prefix, &Route::prefix) != routes_.end())
        throw ConfigError("mount: '" + route.prefix + "' is taken");
    route.mount = route.prefix;
    if (route.mount.ends_with('/')) route.mount.pop_back();
    const auto place =
        std::ranges::find_if(routes_, [&](const Route& other) { return other.prefix.size() < route.prefix.size(); });
    routes_.insert(place, std::move(route));
}

Router::Match Router::match(std::string_view path, std::string_view query) const {
    for (const Route& route : routes_) {
        if (answers(route, path)) return &route;
        if (lacks_slash_of(route, path)) return Redirect{location_of(route, query)};
    }
    return NotFound{};
}

}  // namespace ostiary
