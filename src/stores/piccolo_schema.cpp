#include "stores/piccolo_schema.hpp"

#include <array>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <ostiary/values/errors.hpp>

namespace ostiary {
namespace {

using Kind = PiccoloTable::Kind;

/// Word for word what piccolo 1.x makes of `BaseUser` and of `SessionsBase`, behind the name of the table.
constexpr auto users_definition =
    R"sql( ("id" INTEGER PRIMARY KEY NOT NULL, "username" VARCHAR(100) UNIQUE NOT NULL DEFAULT '', "password" VARCHAR(255) NOT NULL DEFAULT '', "first_name" VARCHAR(255) DEFAULT '', "last_name" VARCHAR(255) DEFAULT '', "email" VARCHAR(255) UNIQUE NOT NULL DEFAULT '', "active" BOOLEAN NOT NULL DEFAULT false, "admin" BOOLEAN NOT NULL DEFAULT false, "superuser" BOOLEAN NOT NULL DEFAULT false, "last_login" TIMESTAMP DEFAULT null))sql";
constexpr auto sessions_definition =
    R"sql( ("id" INTEGER PRIMARY KEY NOT NULL, "token" VARCHAR(100) NOT NULL DEFAULT '', "user_id" INTEGER NOT NULL DEFAULT 0, "expiry_date" TIMESTAMP NOT NULL DEFAULT (datetime(CURRENT_TIMESTAMP, '0 days', '1 hours', '0 minutes', '0 seconds')), "max_expiry_date" TIMESTAMP NOT NULL DEFAULT (datetime(CURRENT_TIMESTAMP, '7 days', '0 hours', '0 minutes', '0 seconds'))))sql";

constexpr std::array users_columns{"username", "password", "first_name", "last_name", "email",
                                   "active",   "admin",    "superuser",  "last_login"};
constexpr std::array sessions_columns{"token", "user_id", "expiry_date", "max_expiry_date"};

/// Without them SQLite reads the whole table for each request. BINARY, as tokens are compared, whatever the column
/// says.
constexpr std::array sessions_indexes{std::pair{"_token", "\"token\" COLLATE BINARY"},
                                      std::pair{"_user", "\"user_id\""}};

std::span<const char* const> columns_of(Kind kind) {
    if (kind == Kind::users) return users_columns;
    return sessions_columns;
}

std::string index_name(const PiccoloTable& table, const std::string& suffix) {
    return "ostiary_" + table.name.name() + suffix;
}

bool exists(SqliteConnection& connection, std::string_view name) {
    return connection.query("SELECT 1 FROM sqlite_schema WHERE name = ?1 COLLATE NOCASE", name).step();
}

std::optional<std::string> missing_column(SqliteConnection& connection, const PiccoloTable& table) {
    for (const std::string_view column : columns_of(table.kind)) {
        const bool found = connection
                               .query("SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2 COLLATE NOCASE",
                                      std::string_view{table.name.name()}, column)
                               .step();
        if (!found) return std::string{column};
    }
    return std::nullopt;
}

/// What the primary key is, or is besides, where it isn't what users and sessions are known by: a number called `id`.
std::optional<std::string> other_primary_key(SqliteConnection& connection, const PiccoloTable& table) {
    auto rows = connection.query(
        "SELECT name, type, name = 'id' COLLATE NOCASE AND type = 'INTEGER' COLLATE NOCASE FROM pragma_table_info(?1)"
        " WHERE pk > 0 ORDER BY 3",
        std::string_view{table.name.name()});
    if (!rows.step()) return "missing";
    if (rows.boolean(2)) return std::nullopt;
    return "`" + rows.text(0) + "` of type " + rows.text(1);
}

void require_columns(SqliteConnection& connection, const PiccoloTable& table) {
    if (const auto key = other_primary_key(connection, table)) {
        throw ConfigError("table `" + table.name.name() + "`: its primary key must be `id` of type INTEGER, it is " +
                          *key);
    }
    if (const auto column = missing_column(connection, table)) {
        throw ConfigError("table `" + table.name.name() + "` has no column `" + *column +
                          "`: it is none of piccolo_api's");
    }
}

}  // namespace

bool has_columns(SqliteConnection& connection, const PiccoloTable& table) {
    return !missing_column(connection, table) && !other_primary_key(connection, table);
}

bool is_ready(SqliteConnection& connection, const PiccoloTable& table) {
    if (!exists(connection, table.name.name())) return false;
    require_columns(connection, table);
    if (table.kind == Kind::users) return true;
    for (const auto& [suffix, columns] : sessions_indexes) {
        if (!exists(connection, index_name(table, suffix))) return false;
    }
    return true;
}

void make_ready(SqliteConnection& connection, const PiccoloTable& table) {
    const bool users = table.kind == Kind::users;
    if (!exists(connection, table.name.name())) {
        connection.execute("CREATE TABLE " + table.name.quoted() + (users ? users_definition : sessions_definition));
    }
    require_columns(connection, table);
    if (users) return;
    for (const auto& [suffix, columns] : sessions_indexes) {
        connection.execute("CREATE INDEX IF NOT EXISTS \"" + index_name(table, suffix) + "\" ON " +
                           table.name.quoted() + " (" + columns + ")");
    }
}

}  // namespace ostiary
