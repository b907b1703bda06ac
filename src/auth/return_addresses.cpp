#include "auth/return_addresses.hpp"

#include <algorithm>
#include <utility>

#include <ostiary/auth/local_path.hpp>
#include <ostiary/values/errors.hpp>

#include "auth/asked_target.hpp"
#include "values/ascii.hpp"

namespace ostiary {

ReturnAddresses::ReturnAddresses(std::vector<std::string> hosts) : hosts_(std::move(hosts)) {
    for (std::string& host : hosts_) {
        if (!plain_host(host)) throw ConfigError("return_hosts: '" + host + "' is no host (such as app.example.com)");
        host = to_lower(host);
    }
}

std::optional<std::string> ReturnAddresses::accept(std::string_view next, std::string_view scheme) const {
    if (next.starts_with('/')) return local_path(next);
    const std::string start = std::string{scheme} + "://";
    if (!next.starts_with(start)) return std::nullopt;
    const std::string_view rest = next.substr(start.size());
    // The whole authority must be a listed one: no user, no other port, no trailing dot to argue about.
    const std::size_t slash = rest.find('/');
    if (slash == std::string_view::npos || std::ranges::find(hosts_, rest.substr(0, slash)) == hosts_.end())
        return std::nullopt;
    return local_path(rest.substr(slash)) ? std::optional{std::string{next}} : std::nullopt;
}

}  // namespace ostiary
