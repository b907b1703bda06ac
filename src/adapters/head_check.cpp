#include "adapters/head_check.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "adapters/head_fields.hpp"
#include "adapters/request_line.hpp"

namespace ostiary {

std::expected<std::optional<std::size_t>, int> HeadScanner::end_line(std::size_t end) noexcept {
    const std::size_t length = end - line_begin_;
    const bool request_line = headers_begin_ == 0;
    if (request_line && length > limits_.line) return std::unexpected(414);
    line_begin_ = end + 2;
    if (request_line) headers_begin_ = line_begin_;
    if (!request_line && length == 0) return line_begin_;
    return std::nullopt;
}

std::expected<std::optional<std::size_t>, int> HeadScanner::scan(std::string_view received) noexcept {
    for (; seen_ < received.size(); ++seen_) {
        const auto byte = static_cast<unsigned char>(received[seen_]);
        const bool after_cr = seen_ > 0 && received[seen_ - 1] == '\r';
        if (after_cr != (byte == '\n')) return std::unexpected(400);
        if (byte == '\n') {
            auto ended = end_line(seen_ - 1);
            if (!ended || *ended) return ended;
        } else if ((byte < 0x20 && byte != '\t' && byte != '\r') || byte == 0x7F) {
            return std::unexpected(400);
        }
        if (headers_begin_ == 0 && seen_ > limits_.line + 1) return std::unexpected(414);
        if (headers_begin_ != 0 && seen_ >= headers_begin_ + limits_.header_bytes + 2) return std::unexpected(431);
    }
    return std::nullopt;
}

namespace {

/// The next line of `rest`, which loses it; nothing where a line doesn't end in CRLF.
std::optional<std::string_view> take_line(std::string_view& rest) {
    const std::size_t end = rest.find("\r\n");
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 2);
    return line;
}

/// One field, digits alone: `5, 5`, `+5` and `0x5` are read differently by different servers (RFC 9112, 6.3).
std::optional<std::uint64_t> content_length(std::string_view text) {
    std::uint64_t length = 0;
    if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), length);
    if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return length;
}

/// Where the body ends. Both framings at once, or one of them twice, is how requests are smuggled (RFC 9112, 11.2).
int judge_framing(const HeadFields& fields, const HeadLimits& limits, Head& head) {
    if (fields.content_length.count + fields.transfer_encoding.count > 1) return 400;
    if (fields.transfer_encoding.count == 1) {
        if (head.http_1_0 || fields.transfer_encoding.value != "chunked") return 400;
        head.framing = BodyFraming::chunked;
    }
    if (fields.content_length.count == 1) {
        const auto length = content_length(fields.content_length.value);
        if (!length) return 400;
        head.length = *length;
        if (*length > 0) head.framing = BodyFraming::sized;
    }
    // A body that many servers leave unread on the connection, where it would become the next request.
    const bool bodiless = head.method == "GET" || head.method == "HEAD" || head.method == "TRACE";
    if (bodiless && head.framing != BodyFraming::none) return 400;
    return head.length > limits.body ? 413 : 0;
}

int judge_host(const HeadFields& fields, const RequestLine& line, Head& head) {
    if (fields.host.count > 1 || (fields.host.count == 0 && !line.http_1_0)) return 400;
    if (fields.host.count == 1 && !is_host(fields.host.value)) return 400;
    // RFC 9112, 3.2.2 lets the target win; a proxy in front may have routed by the header.
    if (!line.authority.empty() && !same_ignoring_case(line.authority, fields.host.value)) return 400;
    head.host = fields.host.value;
    return 0;
}

int judge_expect(const HeadFields& fields, Head& head) {
    if (fields.expect.count == 0) return 0;
    if (fields.expect.count > 1 || !same_ignoring_case(fields.expect.value, "100-continue")) return 417;
    head.expects_continue = !head.http_1_0 && head.framing != BodyFraming::none;
    return 0;
}

}  // namespace

std::expected<Head, int> judge(std::string_view text, const HeadLimits& limits) {
    const auto first = take_line(text);
    if (!first) return std::unexpected(400);
    if (first->size() > limits.line) return std::unexpected(414);
    const auto line = read_request_line(*first);
    if (!line) return std::unexpected(line.error());
    if (text.size() > limits.header_bytes + 2) return std::unexpected(431);

    HeadFields fields;
    while (true) {
        const auto field = take_line(text);
        if (!field) return std::unexpected(400);
        if (field->empty()) break;
        if (!fields.take(*field)) return std::unexpected(400);
        if (fields.total > limits.header_count) return std::unexpected(431);
    }
    if (!text.empty()) return std::unexpected(400);

    Head head{.method = line->method, .path = line->path, .query = line->query, .http_1_0 = line->http_1_0};
    head.keep_alive = line->http_1_0 ? fields.says_keep_alive : !fields.says_close;
    if (fields.says_close) head.keep_alive = false;
    for (const int refusal :
         {judge_host(fields, *line, head), judge_framing(fields, limits, head), judge_expect(fields, head)}) {
        if (refusal != 0) return std::unexpected(refusal);
    }
    if (!is_known_method(head.method)) return std::unexpected(501);
    return head;
}

}  // namespace ostiary
