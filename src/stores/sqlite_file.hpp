#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <sys/types.h>

namespace ostiary {

/// The database file: where it is, and that it still is the one that was opened.
class SqliteFile {
public:
    enum class WhereMissing { create, refuse };

    /// Throws `ConfigError` for a path that can't name a file and for a file that is missing and must not be made,
    /// `StoreError` where it can't be made.
    SqliteFile(std::string_view path, WhereMissing where_missing);

    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    /// Throws `StoreError` where the file was removed or another one put in its place: what is written to it then would
    /// be gone with this process.
    void require_unchanged() const;

private:
    using Identity = std::pair<dev_t, ino_t>;
    [[nodiscard]] Identity identity() const;

    std::string path_;
    Identity opened_;
};

}  // namespace ostiary
