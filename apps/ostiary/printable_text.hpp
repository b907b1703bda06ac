#pragma once

#include <string>
#include <string_view>

#include <ostiary/values/instant.hpp>

namespace ostiary::program {

/// The text with control characters (C0, DEL, C1) as `\xNN` and with what is no UTF-8 as `?`: what a stranger sent,
/// such as a `User-Agent`, must not steer a terminal or begin a new line.
[[nodiscard]] std::string printable(std::string_view text);

/// How many characters a terminal shows, near enough for aligning: code points.
[[nodiscard]] std::size_t width_of(std::string_view utf8) noexcept;

/// `2026-11-24T08:20:32.123Z`.
[[nodiscard]] std::string to_iso_text(Instant moment);
/// `2026-11-24 08:20 UTC`; `-` for the epoch, which stands for a moment that the table doesn't tell.
[[nodiscard]] std::string to_short_text(Instant moment);

}  // namespace ostiary::program
