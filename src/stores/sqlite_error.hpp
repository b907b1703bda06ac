#pragma once

#include <ostiary/values/errors.hpp>

struct sqlite3;

namespace ostiary {

/// What SQLite refused, in its own words: for the log. Its messages name tables and columns, never a value.
class SqliteError : public StoreError {
public:
    /// The last error of `connection`, which may be null where it could not even be made.
    SqliteError(sqlite3* connection, int code);

    /// Somebody else holds the lock: nothing is wrong with the connection.
    [[nodiscard]] bool is_busy() const noexcept;
    /// The statement broke a constraint: likewise.
    [[nodiscard]] bool is_constraint() const noexcept;

private:
    int code_;
};

}  // namespace ostiary
