#include <ostiary/stores/inspect_database.hpp>

#include <ostiary/values/errors.hpp>

#include "stores/sqlite_inspection.hpp"

namespace ostiary {

DatabaseInspection inspect_database(std::string_view address, const InspectionOptions& options) {
    constexpr std::string_view sqlite = "sqlite:";
    if (address == "memory:") return {};
    if (address.starts_with(sqlite)) return inspect_sqlite_file(address.substr(sqlite.size()), options);
    throw ConfigError("database address must be sqlite:FILE or memory:");
}

}  // namespace ostiary
