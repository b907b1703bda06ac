#include "auth/client.hpp"

#include "values/encoding.hpp"

namespace ostiary {

Client client_of(const http::Request& request) {
    const auto user_agent = request.headers.get("User-Agent").value_or("");
    return {.address = request.client, .user_agent = std::string{utf8_prefix(user_agent, 512)}};
}

}  // namespace ostiary
