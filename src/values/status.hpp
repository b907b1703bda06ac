#pragma once

#include <string_view>

namespace ostiary {

/// The words for a status that this library sends, or a handler is likely to; empty for others.
[[nodiscard]] std::string_view reason_phrase(int status) noexcept;

}  // namespace ostiary
