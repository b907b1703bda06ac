#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "stores/identifier.hpp"
#include "stores/sqlite_connection.hpp"

namespace ostiary {

/// One step of a component's tables, from the version before it.
struct SqliteMigration {
    int version = 0;
    std::string_view sql{};
};

/// Tables that are made and brought up to date together, under a name that the user chose.
struct SqliteComponent {
    std::string name{};
    Identifier table;
    /// What `{NAME}` and `{NAME_suffix}` stand for in a migration: `"table"` and `"table_suffix"`.
    std::map<std::string, Identifier, std::less<>> names{};
    /// In order, versions 1, 2 and so on.
    std::vector<SqliteMigration> migrations{};
};

/// The component with the migrations that are compiled in, `sqlite_NAME_VERSION.sql`.
[[nodiscard]] SqliteComponent sqlite_component(std::string name, const Identifier& table,
                                               std::map<std::string, Identifier, std::less<>> other_names = {});

/// The table that knows the version of each component's tables.
[[nodiscard]] bool has_schema_table(SqliteConnection& connection);
void make_schema_table(SqliteConnection& connection);

/// Throws `ConfigError` where any table of the file is newer than this program.
void refuse_newer(SqliteConnection& connection);

/// Whether the component's tables are of this version. Throws `ConfigError` where they are of a newer one, which this
/// program could damage.
[[nodiscard]] bool is_current(SqliteConnection& connection, const SqliteComponent& component);

/// Brings the component's tables to this version. To be called within a write transaction, so that of several
/// processes one migrates and the others find it done. Throws `ConfigError` where a table of that name is not ours.
void migrate(SqliteConnection& connection, const SqliteComponent& component);

}  // namespace ostiary
