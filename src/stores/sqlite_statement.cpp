#include "stores/sqlite_statement.hpp"

#include <utility>

#include <sqlite3.h>

#include "stores/sqlite_error.hpp"

namespace ostiary {
namespace {

void require(sqlite3_stmt* statement, int code) {
    if (code != SQLITE_OK) throw SqliteError(sqlite3_db_handle(statement), code);
}

}  // namespace

SqliteStatement::SqliteStatement(SqliteStatement&& other) noexcept
    : statement_(std::exchange(other.statement_, nullptr)) {}

SqliteStatement::~SqliteStatement() {
    if (!statement_) return;
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
}

void SqliteStatement::bind(int parameter, std::int64_t value) {
    require(statement_, sqlite3_bind_int64(statement_, parameter, value));
}

void SqliteStatement::bind(int parameter, std::string_view value) {
    // A null pointer would bind NULL in an empty text's place.
    const char* data = value.data() ? value.data() : "";
    require(statement_, sqlite3_bind_text64(statement_, parameter, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void SqliteStatement::bind(int parameter, const TokenHash& value) {
    require(statement_,
            sqlite3_bind_blob64(statement_, parameter, value.bytes.data(), value.bytes.size(), SQLITE_TRANSIENT));
}

bool SqliteStatement::step() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    throw SqliteError(sqlite3_db_handle(statement_), code);
}

bool SqliteStatement::is_null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t SqliteStatement::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}

std::string SqliteStatement::text(int column) const {
    const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    if (!data) return {};
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

}  // namespace ostiary
