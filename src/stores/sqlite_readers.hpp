#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "stores/sqlite_connection.hpp"

namespace ostiary {

/// The connections that read. A reader sees the last commit and waits for no writer. Thread-safe.
class SqliteReaders {
public:
    SqliteReaders(std::string path, std::chrono::milliseconds busy_timeout);

    /// `work(connection)`, on a connection of its own; it is opened where all are taken, up to a bound. One that threw
    /// is closed, so that a passing fault (a lost mapping, a full disk) leaves nothing behind.
    template <class Work>
    auto read(Work&& work) {
        if (SqliteConnection* shared = read_together()) return work(*shared);
        Lease lease{*this};
        auto result = work(lease.connection());
        lease.give_back();
        return result;
    }

    /// While it lives, what this thread reads is read in one transaction, which spares each the locks of its own. To
    /// be short: the log can't be emptied meanwhile.
    class Together;

private:
    class Lease {
    public:
        explicit Lease(SqliteReaders& readers);
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        ~Lease();

        [[nodiscard]] SqliteConnection& connection() { return *connection_; }
        void give_back();

    private:
        SqliteReaders& readers_;
        std::unique_ptr<SqliteConnection> connection_;
    };

    /// The connection on which this thread reads together from these, or null.
    [[nodiscard]] SqliteConnection* read_together() noexcept;
    /// Takes an idle connection, or null for leave to open one.
    [[nodiscard]] std::unique_ptr<SqliteConnection> take();

    const std::string path_;
    const std::chrono::milliseconds busy_timeout_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<SqliteConnection>> idle_;
    std::size_t taken_ = 0;
};

class SqliteReaders::Together {
public:
    explicit Together(SqliteReaders& readers);
    Together(const Together&) = delete;
    Together& operator=(const Together&) = delete;
    ~Together();

private:
    friend class SqliteReaders;
    static thread_local Together* current;

    SqliteReaders& readers_;
    Together* const outer_ = current;
    Lease lease_;
};

}  // namespace ostiary
