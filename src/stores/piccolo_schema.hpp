#pragma once

#include "stores/identifier.hpp"
#include "stores/sqlite_connection.hpp"

namespace ostiary {

/// A table of piccolo_api's, which its own program may have made and goes on using.
struct PiccoloTable {
    enum class Kind { users, sessions };

    Kind kind = Kind::users;
    Identifier name;
};

/// Whether the table is there, with the indexes that we add. Throws `ConfigError` where it is, but lacks a column or
/// has another primary key.
[[nodiscard]] bool is_ready(SqliteConnection& connection, const PiccoloTable& table);

/// Makes the table as piccolo makes it, where it is missing, and our indexes; changes nothing else. To be called within
/// a write transaction. Throws as `is_ready` does.
void make_ready(SqliteConnection& connection, const PiccoloTable& table);

/// Whether a table of that name has all that piccolo's has.
[[nodiscard]] bool has_columns(SqliteConnection& connection, const PiccoloTable& table);

}  // namespace ostiary
