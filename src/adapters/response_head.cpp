#include "adapters/response_head.hpp"

#include <algorithm>
#include <string_view>

#include <ostiary/values/headers.hpp>

#include "adapters/head_fields.hpp"
#include "adapters/http_date.hpp"
#include "values/status.hpp"

namespace ostiary {
namespace {

bool is_ours(std::string_view name) {
    constexpr std::string_view ours[] = {"Content-Length", "Connection", "Date", "Transfer-Encoding"};
    return std::ranges::any_of(ours, [&](std::string_view other) { return same_ignoring_case(name, other); });
}

void append_field(std::string& head, std::string_view name, std::string_view value) {
    head.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

bool may_have_body(int status) noexcept {
    return status != 204 && status != 304;
}

std::optional<std::string> response_head(const http::Response& response, const ResponseFraming& framing) {
    if (response.status < 200 || response.status > 599) return std::nullopt;
    std::string head;
    head.reserve(768);
    head.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
    head.append(reason_phrase(response.status)).append("\r\n");
    for (const auto& [name, value] : response.headers) {
        if (!is_token(name) || !is_field_value(value)) return std::nullopt;
        if (!is_ours(name)) append_field(head, name, value);
    }
    append_field(head, "Date", http_date_now());
    if (may_have_body(response.status)) append_field(head, "Content-Length", std::to_string(response.body.size()));
    if (!framing.keep_alive) append_field(head, "Connection", "close");
    if (framing.keep_alive && framing.http_1_0) append_field(head, "Connection", "keep-alive");
    return head.append("\r\n");
}

}  // namespace ostiary
