#pragma once

#include <string>
#include <string_view>

#include <ostiary/values/request.hpp>

namespace ostiary {

/// Who a request comes from, as it is kept with sessions and audit events.
struct Client {
    std::string address{};
    std::string user_agent{};
};

/// The user agent is cut to 512 bytes of valid UTF-8.
[[nodiscard]] Client client_of(const http::Request& request);

/// What stands for a client where requests are counted: an IPv4 address, or that many leading bits of an IPv6 one. An
/// IPv4 address in IPv6 clothes is the IPv4 address. What is no address stands for itself.
[[nodiscard]] std::string client_network(std::string_view address, unsigned ipv6_prefix);

}  // namespace ostiary
