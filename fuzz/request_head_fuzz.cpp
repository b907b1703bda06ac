#include "adapters/head_check.hpp"
#include "adapters/head_fields.hpp"
#include "adapters/request_parser.hpp"
#include "fuzz_target.hpp"

namespace {

using ostiary::fuzz::require;

/// The size of a whole head, the status of a refusal, or neither.
struct Scanned {
    std::size_t size = 0;
    int status = 0;

    bool operator==(const Scanned&) const = default;
    [[nodiscard]] bool is_final() const { return size != 0 || status != 0; }
};

Scanned scan(ostiary::HeadScanner& scanner, std::string_view received) {
    const auto size = scanner.scan(received);
    return size ? Scanned{.size = size->value_or(0)} : Scanned{.status = size.error()};
}

Scanned scan_in_pieces(std::string_view input, const ostiary::HeadLimits& limits) {
    ostiary::HeadScanner scanner{limits};
    Scanned scanned;
    for (std::size_t size = 1; size <= input.size() && !scanned.is_final(); ++size)
        scanned = scan(scanner, input.substr(0, size));
    return scanned;
}

void require_a_sound_head(const ostiary::Head& head, const ostiary::HeadLimits& limits) {
    require(ostiary::is_token(head.method), "the method is a token");
    require(head.path.starts_with('/'), "the path starts at the root");
    require(head.path.find_first_of(" ?#") == std::string_view::npos, "the path is only the path");
    require(head.http_1_0 || !head.host.empty(), "the host is known");
    require(!ostiary::fuzz::has_control_character(head.path) && !ostiary::fuzz::has_control_character(head.query),
            "the target holds no control character");
    require(head.framing == ostiary::BodyFraming::sized || head.length == 0, "only a sized body has a length");
    require(head.length <= limits.body, "the body is within its limit");
}

/// All that reads after the check must agree with it about where the body ends.
void require_that_beast_agrees(std::string_view input, std::size_t size, const ostiary::Head& head,
                               const ostiary::HeadLimits& limits) {
    ostiary::RequestParser parser{limits};
    if (!parser.head(input.substr(0, size), head)) return;
    std::string_view rest = input.substr(size);
    while (!parser.done() && !rest.empty()) {
        const auto used = parser.body(rest);
        if (!used) return;
        require(*used <= rest.size(), "no more is taken than was there");
        if (*used == 0) break;
        rest.remove_prefix(*used);
    }
    if (!parser.done()) return;
    const std::string body = parser.take_body();
    require(body.size() <= limits.body, "the body is within its limit");
    if (head.framing == ostiary::BodyFraming::none) require(body.empty(), "what has no body has none");
    if (head.framing == ostiary::BodyFraming::sized) require(body.size() == head.length, "the length is the body's");
}

}  // namespace

OSTIARY_FUZZ_TARGET(request_head) {
    const ostiary::HeadLimits limits{.line = 256, .header_bytes = 1024, .header_count = 16, .body = 512};
    ostiary::HeadScanner scanner{limits};
    const Scanned whole = scan(scanner, input);
    require(whole == scan_in_pieces(input, limits), "pieces are judged like the whole");
    if (whole.size == 0) return;

    const auto head = ostiary::judge(input.substr(0, whole.size), limits);
    if (!head) return require(head.error() >= 400 && head.error() < 600, "a refusal has its status");
    require_a_sound_head(*head, limits);
    require_that_beast_agrees(input, whole.size, *head, limits);
}
