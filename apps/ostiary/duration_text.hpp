#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace ostiary::program {

/// `250ms`, `90s`, `30m`, `1h`, `7d`, or plain seconds. Nothing where it is none of these or doesn't fit.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

/// The shortest of those spellings, such as `90s` or `1h`.
[[nodiscard]] std::string to_text(std::chrono::milliseconds duration);

}  // namespace ostiary::program
