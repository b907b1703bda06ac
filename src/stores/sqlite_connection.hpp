#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "stores/sqlite_statement.hpp"

struct sqlite3;

namespace ostiary {

/// One connection to a database file that exists, used by one thread at a time. Keeps each statement prepared.
class SqliteConnection {
public:
    enum class Access { read, write };

    /// Throws `SqliteError`.
    SqliteConnection(const std::string& path, Access access, std::chrono::milliseconds busy_timeout);

    void set_busy_timeout(std::chrono::milliseconds timeout);

    /// Runs statements that take and give no values.
    void execute(const std::string& sql);

    /// The prepared statement with its parameters bound. It must end before the same text is used again.
    template <class... Values>
    [[nodiscard]] SqliteStatement query(std::string_view sql, const Values&... values) {
        SqliteStatement statement{prepared(sql)};
        int parameter = 0;
        (statement.bind(++parameter, values), ...);
        return statement;
    }

    /// Runs a statement that gives no rows, and tells how many it changed.
    template <class... Values>
    std::size_t run(std::string_view sql, const Values&... values) {
        query(sql, values...).step();
        return changes();
    }

    /// False once SQLite has rolled the transaction back of its own accord, as it does on a full disk.
    [[nodiscard]] bool in_transaction() const noexcept;
    [[nodiscard]] std::int64_t last_row_id() const noexcept;
    [[nodiscard]] sqlite3* handle() const noexcept { return handle_.get(); }

private:
    struct Closer {
        void operator()(sqlite3* connection) const noexcept;
    };
    struct Finalizer {
        void operator()(sqlite3_stmt* statement) const noexcept;
    };

    [[nodiscard]] sqlite3_stmt* prepared(std::string_view sql);
    [[nodiscard]] std::size_t changes() const noexcept;

    std::unique_ptr<sqlite3, Closer> handle_;
    std::map<std::string, std::unique_ptr<sqlite3_stmt, Finalizer>, std::less<>> statements_;
};

}  // namespace ostiary
