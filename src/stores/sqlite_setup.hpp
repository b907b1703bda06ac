#pragma once

#include <chrono>
#include <string>

namespace ostiary {

/// Makes the file a database of ours: write-ahead log, table of versions. Changes nothing where it is one. Throws
/// `ConfigError` where a table in it is newer than this program, `StoreError` where it can't be used.
void set_up_sqlite_file(const std::string& path, std::chrono::milliseconds busy_timeout);

/// Throws `ConfigError` where the file isn't one yet, and where a table in it is newer than this program.
void require_sqlite_file_set_up(const std::string& path, std::chrono::milliseconds busy_timeout);

}  // namespace ostiary
