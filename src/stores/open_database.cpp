#include <ostiary/stores/open_database.hpp>

#include <string>

#include <ostiary/values/errors.hpp>

#include "stores/memory_database.hpp"

namespace ostiary {

std::shared_ptr<Database> open_database(std::string_view address, const DatabaseOptions&) {
    if (address == "memory:") return make_memory_database();
    throw ConfigError("database address `" + std::string{address} + "` must be memory:");
}

}  // namespace ostiary
