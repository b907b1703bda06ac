#include "auth/client.hpp"

#include "values/encoding.hpp"
#include "values/network.hpp"

namespace ostiary {

Client client_of(const http::Request& request) {
    const auto user_agent = request.headers.get("User-Agent").value_or("");
    return {.address = request.client, .user_agent = std::string{utf8_prefix(user_agent, 512)}};
}

std::string client_network(std::string_view address, unsigned ipv6_prefix) {
    const auto parsed = IpAddress::parse(address);
    if (!parsed) return std::string{address};
    return parsed->masked(parsed->is_v4() ? 32 : ipv6_prefix).to_text();
}

}  // namespace ostiary
