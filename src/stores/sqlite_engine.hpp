#pragma once

#include <string_view>

#include <ostiary/stores/open_database.hpp>

#include "stores/piccolo_schema.hpp"
#include "stores/sqlite_checkpointer.hpp"
#include "stores/sqlite_file.hpp"
#include "stores/sqlite_readers.hpp"
#include "stores/sqlite_schema.hpp"
#include "stores/sqlite_writer.hpp"

namespace ostiary {

/// One open database file and those who work on it: many readers, one writer, one that empties the log.
class SqliteEngine {
public:
    SqliteEngine(std::string_view path, const DatabaseOptions& options);

    [[nodiscard]] SqliteReaders& readers() noexcept { return readers_; }
    [[nodiscard]] SqliteWriter& writer() noexcept { return writer_; }

    /// Brings the component's tables to this version, or throws `ConfigError` where that is not allowed.
    void require(const SqliteComponent& component);
    /// Likewise with a table of piccolo's, which throws `ConfigError` also where it is none.
    void require(const PiccoloTable& table);
    /// The table to which the foreign key of `table` refers.
    [[nodiscard]] std::string referred_by(const Identifier& table);
    void check();

private:
    template <class IsReady, class Make>
    void require(const Identifier& table, const IsReady& is_ready, const Make& make);

    const bool migrate_;
    const SqliteFile file_;
    SqliteCheckpointer checkpointer_;
    SqliteReaders readers_;
    SqliteWriter writer_;
};

}  // namespace ostiary
