#pragma once

#include <string>
#include <vector>

namespace ostiary::program {

/// Rows of cells in aligned columns, the first row being the header. What steers a terminal is made printable.
[[nodiscard]] std::string align(const std::vector<std::vector<std::string>>& rows);

}  // namespace ostiary::program
