#include <ostiary/endpoints/origin_check.hpp>

#include <utility>

#include <ostiary/endpoints/security_headers.hpp>

#include "endpoints/origin.hpp"

namespace ostiary {

Handler origin_check(Handler next, std::vector<std::string> trusted_origins) {
    return [next = std::move(next), rule = OriginRule{trusted_origins}](const http::Request& request) {
        if (rule.allows(request)) return next(request);
        http::Response response = http::text("This request came from another site.", 403);
        response.headers.add("Cache-Control", "no-store");
        add_security_headers(response);
        return response;
    };
}

}  // namespace ostiary
