#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace ostiary {

struct HeadLimits {
    std::size_t line = 8 * 1024;
    std::size_t header_bytes = 32 * 1024;
    std::size_t header_count = 100;
    std::uint64_t body = 1024 * 1024;
};

enum class BodyFraming { none, sized, chunked };

/// What a head that passed says about itself. The views point into the head.
struct Head {
    std::string_view method{};
    /// Path and query, without the authority of an absolute-form target.
    std::string_view path{};
    std::string_view query{};
    std::string_view host{};
    BodyFraming framing = BodyFraming::none;
    std::uint64_t length = 0;
    bool http_1_0 = false;
    bool keep_alive = true;
    bool expects_continue = false;
};

/// Looks for the end of a head while it arrives, so that what can never become one is refused at once: a line end that
/// is not CRLF, a control character, more than the limits allow.
class HeadScanner {
public:
    explicit HeadScanner(const HeadLimits& limits) noexcept : limits_(limits) {}

    /// `received` is all of it so far, and only ever grows. The head's size, blank line included; nothing where it
    /// isn't whole yet; or the status to refuse it with.
    [[nodiscard]] std::expected<std::optional<std::size_t>, int> scan(std::string_view received) noexcept;

private:
    [[nodiscard]] std::expected<std::optional<std::size_t>, int> end_line(std::size_t end) noexcept;

    HeadLimits limits_;
    std::size_t seen_ = 0;
    std::size_t line_begin_ = 0;
    std::size_t headers_begin_ = 0;
};

/// Judges a whole head, blank line included: what two readers could understand differently is refused, before any other
/// parser sees it (RFC 9112; security.md, lines 54 to 61). On refusal gives the status; the connection must then be
/// closed, since nobody can tell where the next request would begin.
[[nodiscard]] std::expected<Head, int> judge(std::string_view text, const HeadLimits& limits);

}  // namespace ostiary
