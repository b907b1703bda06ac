#include "adapters/request_line.hpp"

#include <algorithm>

#include "adapters/head_fields.hpp"

namespace ostiary {
namespace {

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

/// 505 for another version of HTTP, the preface of HTTP/2 among them; 400 for what is no version.
int judge_version(std::string_view version) {
    if (version == "HTTP/1.1" || version == "HTTP/1.0") return 0;
    const bool well_formed = version.size() == 8 && version.starts_with("HTTP/") && is_digit(version[5]) &&
                             version[6] == '.' && is_digit(version[7]);
    return well_formed ? 505 : 400;
}

/// No space, no control, no byte beyond ASCII, and no fragment: that is a client's business (RFC 9112, 3.2).
bool is_target(std::string_view target) {
    return !target.empty() && std::ranges::all_of(target, [](char c) { return c > 0x20 && c < 0x7F && c != '#'; });
}

/// Splits `http://host/path?query`; false where it is something else.
bool split_absolute(std::string_view target, RequestLine& line) {
    const std::size_t scheme_end = target.find("://");
    if (scheme_end == std::string_view::npos) return false;
    const std::string_view scheme = target.substr(0, scheme_end);
    if (!same_ignoring_case(scheme, "http") && !same_ignoring_case(scheme, "https")) return false;
    const std::string_view rest = target.substr(scheme_end + 3);
    const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
    line.authority = rest.substr(0, end);
    line.path = rest.substr(end);
    return is_host(line.authority);
}

bool split_target(std::string_view target, RequestLine& line) {
    line.path = target;
    if (!target.starts_with('/') && !split_absolute(target, line)) return false;
    const std::size_t question = line.path.find('?');
    if (question != std::string_view::npos) {
        line.query = line.path.substr(question + 1);
        line.path = line.path.substr(0, question);
    }
    if (line.path.empty()) line.path = "/";
    return true;
}

}  // namespace

bool is_known_method(std::string_view method) noexcept {
    constexpr std::string_view known[] = {"GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"};
    return std::ranges::find(known, method) != std::ranges::end(known);
}

std::expected<RequestLine, int> read_request_line(std::string_view text) {
    const std::size_t first = text.find(' ');
    const std::size_t last = text.rfind(' ');
    if (first == std::string_view::npos || first == last) return std::unexpected(400);

    RequestLine line{.method = text.substr(0, first)};
    if (!is_token(line.method)) return std::unexpected(400);
    const std::string_view version = text.substr(last + 1);
    if (const int refusal = judge_version(version); refusal != 0) return std::unexpected(refusal);
    line.http_1_0 = version == "HTTP/1.0";
    const std::string_view target = text.substr(first + 1, last - first - 1);
    if (!is_target(target)) return std::unexpected(400);
    if (line.method == "CONNECT") return std::unexpected(501);
    if (!split_target(target, line)) return std::unexpected(400);
    return line;
}

}  // namespace ostiary
