#pragma once

#include <string_view>

#include <ostiary/stores/inspect_database.hpp>

namespace ostiary {

/// `inspect_database` for the file at `path`.
[[nodiscard]] DatabaseInspection inspect_sqlite_file(std::string_view path, const InspectionOptions& options);

}  // namespace ostiary
