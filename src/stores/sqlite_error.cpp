#include "stores/sqlite_error.hpp"

#include <string>
#include <system_error>

#include <sqlite3.h>

namespace ostiary {
namespace {

constexpr int primary(int code) noexcept {
    return code & 0xff;
}

std::string describe(sqlite3* connection, int code) {
    std::string text = "SQLite: ";
    text += connection ? sqlite3_errmsg(connection) : sqlite3_errstr(code);
    text += " (code " + std::to_string(code) + ")";
    const bool from_the_system = primary(code) == SQLITE_IOERR || primary(code) == SQLITE_CANTOPEN;
    const int reason = connection && from_the_system ? sqlite3_system_errno(connection) : 0;
    if (reason != 0) text += ": " + std::system_category().message(reason);
    return text;
}

}  // namespace

SqliteError::SqliteError(sqlite3* connection, int code) : StoreError(describe(connection, code)), code_(code) {}

bool SqliteError::is_busy() const noexcept {
    return primary(code_) == SQLITE_BUSY;
}

bool SqliteError::is_constraint() const noexcept {
    return primary(code_) == SQLITE_CONSTRAINT;
}

}  // namespace ostiary
