#include <ostiary/endpoints/verify.hpp>

#include <algorithm>
#include <string>
#include <string_view>

#include "endpoints/answers.hpp"

namespace ostiary {
namespace {

/// A control character would end the header, or the proxy's patience: such a row names nobody here.
bool fits_a_header(std::string_view text) {
    return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

http::Response answer(const http::Request& request) {
    if (!request.user) return failure(request, 401, "No session cookie found.");
    const User& user = *request.user;
    if (!fits_a_header(user.username) || !fits_a_header(user.email)) {
        return failure(request, 401, "That user's name can't be sent in a header.");
    }
    http::Response response;
    response.headers.add("Remote-User", user.username);
    response.headers.add("Remote-Email", user.email);
    response.headers.add("Remote-Id", std::to_string(user.id.value));
    return response;
}

}  // namespace

Handler verify() {
    return [](const http::Request& request) { return finish(answer(request), false); };
}

}  // namespace ostiary
