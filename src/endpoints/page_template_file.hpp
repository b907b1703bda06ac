#pragma once

#include <optional>
#include <string>

namespace ostiary {

/// The text of the template at `path`. Throws `ConfigError` that names `template_path` where the path isn't absolute,
/// is no regular file, can't be read, or holds more than 1 MiB.
[[nodiscard]] std::string read_template(const std::string& path);

/// The text of `ostiary.css` in the same folder; none where there is no such file. Throws as `read_template` does.
[[nodiscard]] std::optional<std::string> read_style_sheet_beside(const std::string& path);

}  // namespace ostiary
