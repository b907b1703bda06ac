#pragma once

#include <span>
#include <string_view>
#include <utility>

namespace ostiary {

/// The built-in pages and their style sheet, by file name, as a start for one's own: save one, change it, and give its
/// address as `template_path`. They live as long as the program.
[[nodiscard]] std::span<const std::pair<std::string_view, std::string_view>> default_templates();

}  // namespace ostiary
