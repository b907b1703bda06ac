#pragma once

#include <string_view>

namespace ostiary {

/// Whether `text` is one CSS colour and nothing else: a named colour, `#` with 3, 4, 6 or 8 hex digits, or `rgb()`,
/// `rgba()`, `hsl()`, `hsla()` of plain numbers (CSS Color 4, sections 4 to 6). No nesting, no `var()`, no comment.
[[nodiscard]] bool is_css_color(std::string_view text);

}  // namespace ostiary
