#include "stores/sqlite_local_time.hpp"

#include <sqlite3.h>

#include "stores/local_time.hpp"
#include "stores/sqlite_error.hpp"

namespace ostiary {
namespace {

using Function = void (*)(sqlite3_context*, int, sqlite3_value**);

void read_local(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
    // A number or a blob under a column's name of a time is no time.
    if (sqlite3_value_type(*values) != SQLITE_TEXT) return sqlite3_result_null(context);
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(*values));
    if (!text) return sqlite3_result_error_nomem(context);
    const auto moment = read_local_time({text, static_cast<std::size_t>(sqlite3_value_bytes(*values))});
    if (!moment) return sqlite3_result_null(context);
    sqlite3_result_int64(context, moment->time_since_epoch().count());
}

void write_local(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
    if (sqlite3_value_type(*values) != SQLITE_INTEGER) return sqlite3_result_null(context);
    const auto text = write_local_time(Instant{std::chrono::milliseconds(sqlite3_value_int64(*values))});
    sqlite3_result_text(context, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

/// Not deterministic, for the zone's rules may change; not for the file's own schema to call.
void add(sqlite3* connection, const char* name, Function function) {
    const int flags = SQLITE_UTF8 | SQLITE_DIRECTONLY;
    const int code =
        sqlite3_create_function_v2(connection, name, 1, flags, nullptr, function, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) throw SqliteError(connection, code);
}

}  // namespace

void add_local_time(sqlite3* connection) {
    add(connection, "ostiary_read_local", read_local);
    add(connection, "ostiary_write_local", write_local);
}

}  // namespace ostiary
