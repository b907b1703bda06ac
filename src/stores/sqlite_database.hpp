#pragma once

#include <memory>
#include <string_view>

#include <ostiary/stores/open_database.hpp>

namespace ostiary {

[[nodiscard]] std::shared_ptr<Database> open_sqlite_database(std::string_view path, const DatabaseOptions& options);

}  // namespace ostiary
