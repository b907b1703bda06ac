#include <ostiary/stores/open_database.hpp>

#include <string>

#include <ostiary/values/errors.hpp>

#include "stores/memory_database.hpp"
#include "stores/sqlite_database.hpp"

namespace ostiary {

std::shared_ptr<Database> open_database(std::string_view address, const DatabaseOptions& options) {
    constexpr std::string_view sqlite = "sqlite:";
    if (address == "memory:") {
        if (options.preset == TablePreset::ostiary) return make_memory_database();
        throw ConfigError("the piccolo tables are for a database file that is shared: sqlite:FILE");
    }
    if (address.starts_with(sqlite)) return open_sqlite_database(address.substr(sqlite.size()), options);
    // The address itself is not repeated: in the place of a file name there may be a password.
    throw ConfigError("database address must be sqlite:FILE or memory:");
}

}  // namespace ostiary
