#pragma once

#include <string>
#include <string_view>

namespace ostiary {

/// How `1` is read, which stands for two letters.
enum class LeetOne { i, l };

/// The text with the digits and signs that are commonly written for letters turned back; of the same length.
[[nodiscard]] std::string undo_leet(std::string_view text, LeetOne one);

}  // namespace ostiary
