#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <string>

#include "stores/background_thread.hpp"
#include "stores/sqlite_connection.hpp"

namespace ostiary {

/// Moves what was committed from the write-ahead log into the database, on a connection and a thread of its own: the
/// one commit in a thousand that SQLite would charge with it could take a tenth of a second.
class SqliteCheckpointer {
public:
    explicit SqliteCheckpointer(std::string path);

    /// Tells that the log holds so many pages after a commit. May be called by any thread.
    void note(int pages);

private:
    void run();
    void checkpoint(int mode, std::chrono::milliseconds busy_timeout);

    const std::string path_;
    std::unique_ptr<SqliteConnection> connection_;
    std::atomic<int> pages_ = 0;
    BackgroundThread thread_;
};

}  // namespace ostiary
