#pragma once

#include <string_view>

namespace ostiary {

/// Whether `lower` is one of the named colours (CSS Color 4, 6.1) or `transparent`, in lower case.
[[nodiscard]] bool is_color_name(std::string_view lower);

}  // namespace ostiary
