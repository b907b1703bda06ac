#pragma once

#include <memory>

#include <ostiary/ports/database.hpp>

namespace ostiary {

/// A database that is gone with the last of its stores. For tests; passes the same contract as the others.
[[nodiscard]] std::shared_ptr<Database> make_memory_database();

}  // namespace ostiary
