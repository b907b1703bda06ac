#pragma once

#include <string>

#include <ostiary/values/request.hpp>

namespace ostiary {

/// Who a request comes from, as it is kept with sessions and audit events.
struct Client {
    std::string address{};
    std::string user_agent{};
};

/// The user agent is cut to 512 bytes of valid UTF-8.
[[nodiscard]] Client client_of(const http::Request& request);

}  // namespace ostiary
