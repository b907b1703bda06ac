#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

#include "stores/sqlite_connection.hpp"

namespace ostiary {

/// The one thread that writes. What many callers ask for at once is committed as one transaction, so that they share
/// the cost of reaching the disk; each gets its own savepoint, so that one's error stays its own. Thread-safe.
class SqliteWriter {
public:
    /// `committed` is told how long the write-ahead log has become, in pages.
    SqliteWriter(std::string path, std::chrono::milliseconds busy_timeout, std::function<void(int)> committed);
    SqliteWriter(const SqliteWriter&) = delete;
    SqliteWriter& operator=(const SqliteWriter&) = delete;
    /// Writes what was asked for, then ends.
    ~SqliteWriter();

    /// `work(connection)` within a transaction; returns once it is on the disk. Throws what `work` throws, or
    /// `StoreError` where the transaction failed; then nothing of it is done. `work` may run again where another
    /// process was in the way, so it must change nothing but the database.
    template <class Work>
    auto write(Work&& work) {
        using Result = std::invoke_result_t<Work&, SqliteConnection&>;
        if constexpr (std::is_void_v<Result>) {
            perform([&](SqliteConnection& connection) { work(connection); });
        } else {
            std::optional<Result> result;
            perform([&](SqliteConnection& connection) { result.emplace(work(connection)); });
            return *std::move(result);
        }
    }

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Job;
    using Batch = std::vector<Job*>;

    void perform(const std::function<void(SqliteConnection&)>& work);
    void loop();
    [[nodiscard]] Batch next_batch();
    void commit(Batch batch);
    void begin(const Batch& batch);
    void run(Job& job);
    /// Queues again what may still wait for another process, in front of the others; gives the rest.
    [[nodiscard]] Batch put_back(Batch batch);

    const std::string path_;
    const std::chrono::milliseconds busy_timeout_;
    const std::function<void(int)> committed_;
    std::unique_ptr<SqliteConnection> connection_;
    std::mutex mutex_;
    std::condition_variable asked_;
    std::deque<Job*> queue_;
    bool closing_ = false;
    std::thread thread_;
};

}  // namespace ostiary
