#pragma once

struct sqlite3;

namespace ostiary {

/// Lets this connection's statements say `ostiary_read_local(TEXT)`, which gives milliseconds since 1970 in UTC, or
/// NULL for what isn't such a text, and `ostiary_write_local(INTEGER)`, its opposite. Throws `SqliteError`.
void add_local_time(sqlite3* connection);

}  // namespace ostiary
