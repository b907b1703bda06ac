#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ostiary::program {

[[nodiscard]] bool names_flag(const std::vector<std::string>& arguments);

/// Which argument was not expected: its name alone, for what follows it may be a password in the wrong place.
[[nodiscard]] std::string unexpected_argument(const std::vector<std::string>& arguments);

/// The text with its line ends as blanks.
[[nodiscard]] std::string one_line(std::string_view text);

}  // namespace ostiary::program
