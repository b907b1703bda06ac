#include "stores/sqlite_readers.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include "stores/sqlite_error.hpp"

namespace ostiary {
namespace {

/// More would only take turns on the processors, and each keeps its own memory.
std::size_t most_connections() {
    return std::clamp(2 * std::thread::hardware_concurrency(), 4U, 16U);
}

}  // namespace

SqliteReaders::SqliteReaders(std::string path, std::chrono::milliseconds busy_timeout)
    : path_(std::move(path)), busy_timeout_(busy_timeout) {
    idle_.reserve(most_connections());
}

std::unique_ptr<SqliteConnection> SqliteReaders::take() {
    std::unique_lock lock{mutex_};
    returned_.wait(lock, [this] { return taken_ < idle_.capacity(); });
    ++taken_;
    if (idle_.empty()) return nullptr;
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
}

SqliteReaders::Lease::Lease(SqliteReaders& readers) : readers_(readers), connection_(readers.take()) {
    if (connection_) return;
    try {
        connection_ =
            std::make_unique<SqliteConnection>(readers.path_, SqliteConnection::Access::read, readers.busy_timeout_);
    } catch (...) {
        give_back();
        throw;
    }
}

SqliteReaders::Lease::~Lease() {
    if (!connection_) return;
    connection_.reset();
    give_back();
}

void SqliteReaders::Lease::give_back() {
    {
        const std::scoped_lock lock{readers_.mutex_};
        --readers_.taken_;
        if (connection_) readers_.idle_.push_back(std::move(connection_));
    }
    readers_.returned_.notify_one();
}

thread_local SqliteReaders::Together* SqliteReaders::Together::current = nullptr;

SqliteReaders::Together::Together(SqliteReaders& readers) : readers_(readers), lease_(readers) {
    lease_.connection().execute("BEGIN");
    current = this;
}

SqliteReaders::Together::~Together() {
    current = outer_;
    try {
        lease_.connection().execute("COMMIT");
        lease_.give_back();
    } catch (const SqliteError&) {
        // A fault has ended the transaction; the lease closes its connection.
    }
}

SqliteConnection* SqliteReaders::read_together() noexcept {
    for (Together* each = Together::current; each != nullptr; each = each->outer_) {
        if (&each->readers_ == this) return &each->lease_.connection();
    }
    return nullptr;
}

}  // namespace ostiary
