#include <ostiary/values/response.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "values/ascii.hpp"

namespace ostiary::http {
namespace {

Response with_type(std::string type, std::string body, int status) {
    return {.status = status, .headers = {{"Content-Type", std::move(type)}}, .body = std::move(body)};
}

}  // namespace

Response text(std::string body, int status) {
    return with_type("text/plain; charset=utf-8", std::move(body), status);
}

Response html(std::string body, int status) {
    return with_type("text/html; charset=utf-8", std::move(body), status);
}

Response json(std::string body, int status) {
    return with_type("application/json", std::move(body), status);
}

Response redirect(std::string location, int status) {
    if (std::ranges::any_of(location, is_control)) throw std::invalid_argument("a control character in a location");
    return {.status = status, .headers = {{"Location", std::move(location)}}, .body = {}};
}

}  // namespace ostiary::http
