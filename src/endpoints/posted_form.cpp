#include "endpoints/posted_form.hpp"

#include <utility>

#include "endpoints/answers.hpp"

namespace ostiary {

std::expected<Form, http::Response> posted_form(const http::Request& request, const OriginRule& origins,
                                                std::size_t body_limit) {
    if (request.method != "POST") return std::unexpected(method_not_allowed(request, "GET, HEAD, POST"));
    if (!origins.allows(request)) {
        return std::unexpected(failure(request, 403, "This request came from another site."));
    }
    auto form = read_form(request, body_limit);
    if (!form) return std::unexpected(failure(request, form.error().status, form.error().message));
    return std::move(*form);
}

}  // namespace ostiary
