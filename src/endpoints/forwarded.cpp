#include <ostiary/endpoints/forwarded.hpp>

#include <algorithm>
#include <optional>
#include <ranges>
#include <string_view>
#include <utility>

#include <ostiary/values/errors.hpp>

#include "endpoints/asked.hpp"
#include "values/ascii.hpp"
#include "values/network.hpp"

namespace ostiary {
namespace {

class TrustedProxies {
public:
    explicit TrustedProxies(const std::vector<std::string>& networks) {
        for (const std::string& text : networks) {
            const auto network = Network::parse(text);
            if (!network)
                throw ConfigError("trusted_proxies: '" + text + "' is no address or network (such as 10.0.0.0/8)");
            networks_.push_back(*network);
        }
    }

    [[nodiscard]] bool contains(const IpAddress& address) const {
        return std::ranges::any_of(networks_, [&](const Network& network) { return network.contains(address); });
    }

private:
    std::vector<Network> networks_;
};

/// The rightmost address of the chain that is no trusted hop. What stands left of an entry that can't be read is
/// anybody's word, so the last hop before it counts.
std::optional<std::string> client_behind(const http::Request& request, const TrustedProxies& proxies) {
    std::optional<std::string> client;
    const auto chains = request.headers.all("X-Forwarded-For");
    for (std::string_view rest : chains | std::views::reverse) {
        while (true) {
            const std::size_t comma = rest.rfind(',');
            const auto address =
                IpAddress::parse(trim(comma == std::string_view::npos ? rest : rest.substr(comma + 1)));
            if (!address) return client;
            client = address->to_text();
            if (!proxies.contains(*address)) return client;
            if (comma == std::string_view::npos) break;
            rest = rest.substr(0, comma);
        }
    }
    return client;
}

bool is_host(std::string_view text) {
    return !text.empty() && text.size() <= 255 && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view{"-._:[]"}.contains(c);
    });
}

void apply(http::Request& request, const TrustedProxies& proxies) {
    if (auto client = client_behind(request, proxies)) request.client = std::move(*client);
    const auto scheme = request.headers.get("X-Forwarded-Proto");
    if (scheme == "https" || scheme == "http") request.scheme = *scheme;
    const auto host = request.headers.get("X-Forwarded-Host");
    if (host && is_host(*host)) request.host = *host;
    note_asked(request);
}

}  // namespace

Handler forwarded(Handler next, std::vector<std::string> trusted_proxies) {
    if (trusted_proxies.empty()) return next;
    return [next = std::move(next), proxies = TrustedProxies{trusted_proxies}](const http::Request& request) {
        const auto peer = IpAddress::parse(request.peer);
        if (!peer || !proxies.contains(*peer)) return next(request);
        http::Request seen = request;
        apply(seen, proxies);
        return next(seen);
    };
}

}  // namespace ostiary
