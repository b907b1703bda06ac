#include "stores/sqlite_writer.hpp"

#include <algorithm>
#include <utility>

#include <sqlite3.h>

#include "stores/sqlite_error.hpp"

namespace ostiary {
namespace {

/// Bounds how long the first of a batch waits for the last of it.
constexpr std::size_t largest_batch = 256;

}  // namespace

/// One caller's work. Lives on the caller's stack, who waits for it.
struct SqliteWriter::Job {
    const std::function<void(SqliteConnection&)>& work;
    Time deadline;  ///< Until when it may wait for another process's write.
    std::exception_ptr failure{};
    std::mutex mutex{};
    std::condition_variable finished{};
    bool done = false;

    void fail(const std::string& reason) {
        if (!failure) failure = std::make_exception_ptr(StoreError(reason));
    }

    void finish() {
        const std::scoped_lock lock{mutex};
        done = true;
        finished.notify_one();  // under the lock: once it is free, the waiting caller may destroy this
    }

    void wait() {
        std::unique_lock lock{mutex};
        finished.wait(lock, [this] { return done; });
    }
};

SqliteWriter::SqliteWriter(std::string path, std::chrono::milliseconds busy_timeout, std::function<void(int)> committed)
    : path_(std::move(path)),
      busy_timeout_(busy_timeout),
      committed_(std::move(committed)),
      thread_([this] { loop(); }) {}

SqliteWriter::~SqliteWriter() {
    {
        const std::scoped_lock lock{mutex_};
        closing_ = true;
    }
    asked_.notify_one();
    thread_.join();
}

void SqliteWriter::perform(const std::function<void(SqliteConnection&)>& work) {
    Job job{.work = work, .deadline = std::chrono::steady_clock::now() + busy_timeout_};
    {
        const std::scoped_lock lock{mutex_};
        queue_.push_back(&job);
    }
    asked_.notify_one();
    job.wait();
    if (job.failure) std::rethrow_exception(std::exchange(job.failure, nullptr));
}

void SqliteWriter::loop() {
    for (auto batch = next_batch(); !batch.empty(); batch = next_batch()) commit(std::move(batch));
}

SqliteWriter::Batch SqliteWriter::next_batch() {
    std::unique_lock lock{mutex_};
    asked_.wait(lock, [this] { return closing_ || !queue_.empty(); });
    const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(std::min(queue_.size(), largest_batch));
    Batch batch{queue_.begin(), end};
    queue_.erase(queue_.begin(), end);
    return batch;
}

void SqliteWriter::commit(Batch batch) {
    try {
        begin(batch);
        for (auto* job : batch) run(*job);
        connection_->execute("COMMIT");
    } catch (const SqliteError& error) {
        connection_.reset();
        if (error.is_busy()) batch = put_back(std::move(batch));
        for (auto* job : batch) job->fail(error.what());
    } catch (const std::exception& error) {
        connection_.reset();
        for (auto* job : batch) job->fail(error.what());
    }
    for (auto* job : batch) job->finish();
}

void SqliteWriter::begin(const Batch& batch) {
    if (!connection_) {
        connection_ = std::make_unique<SqliteConnection>(path_, SqliteConnection::Access::write, busy_timeout_);
        const auto tell = [](void* self, sqlite3*, const char*, int pages) {
            static_cast<SqliteWriter*>(self)->committed_(pages);
            return SQLITE_OK;
        };
        sqlite3_wal_hook(connection_->handle(), tell, this);
    }
    const auto first = *std::ranges::min_element(batch, {}, &Job::deadline);
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(first->deadline - std::chrono::steady_clock::now());
    connection_->set_busy_timeout(std::max(left, std::chrono::milliseconds(0)));
    connection_->execute("BEGIN IMMEDIATE");
}

void SqliteWriter::run(Job& job) {
    job.failure = nullptr;
    connection_->execute("SAVEPOINT job");
    try {
        job.work(*connection_);
    } catch (...) {
        // SQLite rolls the whole transaction back on a full disk or a failed read: then no job of it is done.
        if (!connection_->in_transaction()) throw;
        job.failure = std::current_exception();
        connection_->execute("ROLLBACK TO job");
    }
    connection_->execute("RELEASE job");
}

SqliteWriter::Batch SqliteWriter::put_back(Batch batch) {
    const auto now = std::chrono::steady_clock::now();
    const auto waiting = std::ranges::partition(batch, [now](const Job* job) { return job->deadline <= now; });
    const std::scoped_lock lock{mutex_};
    queue_.insert(queue_.begin(), waiting.begin(), waiting.end());
    batch.erase(waiting.begin(), waiting.end());
    return batch;
}

}  // namespace ostiary
