#include "stores/sqlite_connection.hpp"

#include <sqlite3.h>

#include "stores/sqlite_error.hpp"
#include "stores/sqlite_local_time.hpp"

namespace ostiary {
namespace {

// `mmap_size` saves a copy and a system call for each page read; `secure_delete` overwrites a deleted session where
// the page is written anyway; the cache is small because the mapping does its work.
constexpr auto pragmas = R"sql(
    PRAGMA foreign_keys = ON;
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = FAST;
    PRAGMA mmap_size = 1073741824;
    PRAGMA cache_size = -1024;
    PRAGMA temp_store = MEMORY;
    PRAGMA journal_size_limit = 67108864;
    PRAGMA wal_autocheckpoint = 0;
)sql";

sqlite3* open(const std::string& path) {
    // Without SQLITE_OPEN_CREATE: a file that somebody removed must not come back empty.
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    sqlite3* connection = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &connection, flags, nullptr);
    if (code == SQLITE_OK) return connection;
    const SqliteError error{connection, code};
    sqlite3_close_v2(connection);
    throw error;
}

/// What a damaged or planted file could do through its own schema is shut off (sqlite.org, "Defense Against The Dark
/// Arts").
void harden(sqlite3* connection) {
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
}

}  // namespace

void SqliteConnection::Closer::operator()(sqlite3* connection) const noexcept {
    sqlite3_close_v2(connection);
}

void SqliteConnection::Finalizer::operator()(sqlite3_stmt* statement) const noexcept {
    sqlite3_finalize(statement);
}

SqliteConnection::SqliteConnection(const std::string& path, Access access, std::chrono::milliseconds busy_timeout)
    : handle_(open(path)) {
    harden(handle());
    add_local_time(handle());
    set_busy_timeout(busy_timeout);
    execute(pragmas);
    if (access == Access::read) execute("PRAGMA query_only = ON");
}

void SqliteConnection::set_busy_timeout(std::chrono::milliseconds timeout) {
    sqlite3_busy_timeout(handle(), static_cast<int>(timeout.count()));
}

void SqliteConnection::execute(const std::string& sql) {
    const int code = sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) throw SqliteError(handle(), code);
}

sqlite3_stmt* SqliteConnection::prepared(std::string_view sql) {
    if (const auto found = statements_.find(sql); found != statements_.end()) return found->second.get();
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &statement, nullptr);
    if (code != SQLITE_OK) throw SqliteError(handle(), code);
    statements_.emplace(sql, statement);
    return statement;
}

std::size_t SqliteConnection::changes() const noexcept {
    return static_cast<std::size_t>(sqlite3_changes64(handle()));
}

bool SqliteConnection::in_transaction() const noexcept {
    return sqlite3_get_autocommit(handle()) == 0;
}

std::int64_t SqliteConnection::last_row_id() const noexcept {
    return sqlite3_last_insert_rowid(handle());
}

}  // namespace ostiary
