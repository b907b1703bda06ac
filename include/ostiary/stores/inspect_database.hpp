#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ostiary {

/// Tables of one purpose in a database, and how new they are.
struct SchemaState {
    /// `users`, `sessions`, `attempts`, `audit`, `ids`; or, for tables that are as piccolo_api's, and have no version
    /// but 1, or 0 until they are made ready: `piccolo_users`, `piccolo_sessions`.
    std::string component{};
    std::string table{};
    int version = 0;
    int latest = 0;  ///< What this library makes; 0 where it doesn't know the component.
};

/// A database as it was found. Nothing is made or changed.
struct DatabaseInspection {
    std::string file{};   ///< The absolute path; empty where the database is no file.
    bool exists = false;  ///< Where false, the rest is empty.
    std::vector<SchemaState> tables{};
    std::string damage{};  ///< What SQLite's `quick_check` found wrong, where it was asked for.
};

struct InspectionOptions {
    /// Read the whole file in search of damage: takes seconds per gigabyte.
    bool check_integrity = false;
};

/// Looks into the database at `address`, as `open_database` takes it. Throws `ConfigError` for an address that it can't
/// read, `StoreError` where the file is no database or can't be read.
[[nodiscard]] DatabaseInspection inspect_database(std::string_view address, const InspectionOptions& options = {});

}  // namespace ostiary
