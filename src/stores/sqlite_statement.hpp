#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <ostiary/values/instant.hpp>
#include <ostiary/values/session_token.hpp>
#include <ostiary/values/user.hpp>

struct sqlite3_stmt;

namespace ostiary {

/// One use of a prepared statement. At its end the statement is reset and forgets what was bound to it, which also
/// ends the read transaction that it may have held open.
class SqliteStatement {
public:
    explicit SqliteStatement(sqlite3_stmt* statement) noexcept : statement_(statement) {}
    SqliteStatement(SqliteStatement&& other) noexcept;
    SqliteStatement& operator=(SqliteStatement&&) = delete;
    ~SqliteStatement();

    /// Parameters are numbered from 1. What is bound is copied.
    void bind(int parameter, std::int64_t value);
    void bind(int parameter, std::string_view value);
    void bind(int parameter, const TokenHash& value);
    void bind(int parameter, Instant value) { bind(parameter, std::int64_t{value.time_since_epoch().count()}); }
    void bind(int parameter, UserId value) { bind(parameter, value.value); }
    void bind(int parameter, bool value) { bind(parameter, std::int64_t{value}); }
    /// An absent value stays what an unbound parameter is: NULL.
    template <class Value>
    void bind(int parameter, const std::optional<Value>& value) {
        if (value) bind(parameter, *value);
    }

    /// True where there is a row to read; false at the end. Throws `SqliteError`.
    bool step();

    /// Columns are numbered from 0.
    [[nodiscard]] bool is_null(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] bool boolean(int column) const { return integer(column) != 0; }
    [[nodiscard]] Instant instant(int column) const { return Instant{std::chrono::milliseconds(integer(column))}; }
    [[nodiscard]] std::string text(int column) const;

private:
    sqlite3_stmt* statement_;
};

}  // namespace ostiary
