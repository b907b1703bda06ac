#include <ostiary/endpoints/forwarded.hpp>

#include "fuzz_target.hpp"
#include "values/network.hpp"

namespace {

using ostiary::fuzz::require;

void require_one_spelling(std::string_view text) {
    const auto address = ostiary::IpAddress::parse(text);
    if (!address) return;
    require(ostiary::IpAddress::parse(address->to_text()) == address, "the canonical text is the same address");
    const auto alone = ostiary::Network::parse(address->to_text());
    require(alone && alone->contains(*address), "an address alone is a network of one");
    require(address->masked(0) == address->masked(0).masked(0), "masking again changes nothing");
}

}  // namespace

// Each line is one X-Forwarded-For header; the first one is a network and an address as well.
OSTIARY_FUZZ_TARGET(forwarded) {
    const std::string_view first = input.substr(0, input.find('\n'));
    require_one_spelling(first);
    if (const auto network = ostiary::Network::parse(first)) {
        const auto base = ostiary::IpAddress::parse(first.substr(0, first.find('/')));
        require(base && network->contains(*base), "a network holds the address that names it");
    }

    ostiary::http::Request request{.peer = "10.0.0.1", .client = "10.0.0.1"};
    for (std::string_view rest = input; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        request.headers.add("X-Forwarded-For", std::string{rest.substr(0, end)});
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    std::string client;
    const ostiary::Handler note = [&](const ostiary::http::Request& seen) {
        client = seen.client;
        return ostiary::http::Response{};
    };
    static_cast<void>(ostiary::forwarded(note, {"10.0.0.0/8", "::1"})(request));
    const auto address = ostiary::IpAddress::parse(client);
    require(address && address->to_text() == client, "the client is an address in its canonical spelling");

    request.peer = request.client = "192.0.2.1";
    static_cast<void>(ostiary::forwarded(note, {"10.0.0.0/8", "::1"})(request));
    require(client == "192.0.2.1", "a stranger's word counts for nothing");
}
