#pragma once

#include <cstddef>
#include <string_view>

namespace ostiary {

/// How many bytes at the front of `text`, which is in lower case, are one character again and again, or follow each
/// other in the alphabet, in counting or on a keyboard, forwards or backwards. Less than 3 is no run.
[[nodiscard]] std::size_t run_length(std::string_view text);

}  // namespace ostiary
