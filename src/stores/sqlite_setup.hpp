#pragma once

#include <chrono>
#include <string>

namespace ostiary {

/// Makes the file a database of ours: write-ahead log, table of versions. Changes nothing where it is one. Throws
/// `StoreError`.
void set_up_sqlite_file(const std::string& path, std::chrono::milliseconds busy_timeout);

/// Throws `ConfigError` where the file isn't one yet.
void require_sqlite_file_set_up(const std::string& path, std::chrono::milliseconds busy_timeout);

}  // namespace ostiary
