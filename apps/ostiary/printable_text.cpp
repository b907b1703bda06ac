#include "printable_text.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>

#include <fmt/format.h>

namespace ostiary::program {
namespace {

struct CodePoint {
    std::uint32_t value = 0;
    std::size_t length = 0;  ///< 0: these bytes are no UTF-8.
};

std::size_t length_by_lead(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return 2;
    if (lead >= 0xE0 && lead <= 0xEF) return 3;
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

/// The first code point of a text that is not empty (RFC 3629: no overlong form, no surrogate).
CodePoint first_of(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const std::size_t length = length_by_lead(byte(0));
    if (length == 0 || length > text.size()) return {};
    std::uint32_t value = length == 1 ? byte(0) : byte(0) & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80) return {};
        value = value << 6U | (byte(i) & 0x3FU);
    }
    const bool overlong = (length == 3 && value < 0x800) || (length == 4 && (value < 0x10000 || value > 0x10FFFF));
    if (overlong || (value >= 0xD800 && value <= 0xDFFF)) return {};
    return {value, length};
}

/// Also Unicode's line separators and the marks that turn the direction of writing.
bool is_steering(std::uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

std::string printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const CodePoint point = first_of(text);
        if (point.length == 0) {
            out += '?';
            text.remove_prefix(1);
            continue;
        }
        if (is_steering(point.value)) {
            out += point.value < 0x100 ? fmt::format("\\x{:02x}", point.value) : fmt::format("\\u{:04x}", point.value);
        } else {
            out += text.substr(0, point.length);
        }
        text.remove_prefix(point.length);
    }
    return out;
}

std::size_t width_of(std::string_view utf8) noexcept {
    return static_cast<std::size_t>(
        std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

namespace {

struct Broken {
    std::chrono::year_month_day date{};
    std::chrono::hh_mm_ss<std::chrono::milliseconds> time;
};

Broken broken_down(Instant moment) {
    const auto day = std::chrono::floor<std::chrono::days>(moment);
    return {std::chrono::year_month_day{day}, std::chrono::hh_mm_ss{moment - day}};
}

std::string date_text(const std::chrono::year_month_day& date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

}  // namespace

std::string to_iso_text(Instant moment) {
    const auto [date, time] = broken_down(moment);
    return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", date_text(date), time.hours().count(), time.minutes().count(),
                       time.seconds().count(), time.subseconds().count());
}

std::string to_short_text(Instant moment) {
    if (moment == Instant{}) return "-";
    const auto [date, time] = broken_down(moment);
    return fmt::format("{} {:02}:{:02} UTC", date_text(date), time.hours().count(), time.minutes().count());
}

}  // namespace ostiary::program
