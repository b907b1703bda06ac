#include "stores/sqlite_setup.hpp"

#include <thread>

#include <ostiary/values/errors.hpp>

#include "stores/sqlite_connection.hpp"
#include "stores/sqlite_error.hpp"
#include "stores/sqlite_schema.hpp"

namespace ostiary {
namespace {

using Milliseconds = std::chrono::milliseconds;

std::string journal_mode(SqliteConnection& connection, std::string_view pragma) {
    auto row = connection.query(pragma);
    row.step();
    return row.text(0);
}

/// Needs the file for itself for a moment, and SQLite doesn't wait for that: where several processes start at once on
/// a new file, all but one are told that it is busy.
void use_write_ahead_log(SqliteConnection& connection, Milliseconds busy_timeout) {
    const auto deadline = std::chrono::steady_clock::now() + busy_timeout;
    while (journal_mode(connection, "PRAGMA journal_mode") != "wal") {
        try {
            if (journal_mode(connection, "PRAGMA journal_mode = WAL") == "wal") return;
            throw StoreError("SQLite can't keep a write-ahead log for this file");
        } catch (const SqliteError& error) {
            if (!error.is_busy() || std::chrono::steady_clock::now() >= deadline) throw;
            std::this_thread::sleep_for(Milliseconds(5));
        }
    }
}

}  // namespace

void set_up_sqlite_file(const std::string& path, Milliseconds busy_timeout) {
    SqliteConnection connection{path, SqliteConnection::Access::write, busy_timeout};
    use_write_ahead_log(connection, busy_timeout);
    if (has_schema_table(connection)) return refuse_newer(connection);
    connection.execute("BEGIN IMMEDIATE");
    make_schema_table(connection);
    connection.execute("COMMIT");
}

void require_sqlite_file_set_up(const std::string& path, Milliseconds busy_timeout) {
    SqliteConnection connection{path, SqliteConnection::Access::read, busy_timeout};
    if (!has_schema_table(connection)) throw ConfigError("database " + path + " holds no tables yet: migrate it first");
    refuse_newer(connection);
}

}  // namespace ostiary
