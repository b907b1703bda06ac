#pragma once

#include <chrono>
#include <memory>
#include <string_view>

#include <ostiary/ports/database.hpp>

namespace ostiary {

/// Whose tables users and sessions are kept in.
enum class TablePreset {
    /// Ours.
    ostiary,
    /// Those of the Python package piccolo_api, as it makes them (`piccolo_user` and `sessions`, or subclasses of them
    /// under other names), so that its apps and ours can share one file while they move. Weaker: the sessions' tokens
    /// lie there as they are, and times are local. New users need a hash that piccolo can read, see
    /// `PasswordHashing::scheme`.
    piccolo,
};

struct DatabaseOptions {
    /// Make the file and bring its tables to this version where they are behind. False: `ConfigError` where they are.
    bool migrate = true;
    /// How long a call waits for another process's write before it throws `StoreError`.
    std::chrono::milliseconds busy_timeout = std::chrono::seconds(4);
    /// How often expired sessions and spent budgets are deleted. 0: only when `purge` is called.
    std::chrono::seconds purge_interval = std::chrono::minutes(1);
    /// How long audit events are kept. 0: for good.
    std::chrono::seconds audit_retention = std::chrono::hours(24 * 90);
    /// Every user of one file must use the same, but for piccolo_api itself.
    TablePreset preset = TablePreset::ostiary;
};

/// Opens the database at `address`:
///
/// * `sqlite:app.db`, `sqlite:/var/lib/app/app.db`: a file, made with mode 0600 where it is missing. Safe for many
///   threads and for several processes on one machine; not on a network file system.
/// * `memory:`: gone with the object; for tests.
///
/// Throws `ConfigError` for an address that it can't read or a schema newer than this library, `StoreError` where the
/// database can't be opened.
[[nodiscard]] std::shared_ptr<Database> open_database(std::string_view address, const DatabaseOptions& options = {});

}  // namespace ostiary
