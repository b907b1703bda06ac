#include "stores/sqlite_checkpointer.hpp"

#include <utility>

#include <sqlite3.h>

#include "stores/sqlite_error.hpp"

namespace ostiary {
namespace {

constexpr int due_pages = 1'000;
/// 64 MiB of 4 KiB pages. The log begins anew only when no reader needs it; under steady reading that moment must be
/// asked for, and writers wait meanwhile, so it is asked for seldom and not for long.
constexpr int large_pages = 16'384;
constexpr std::chrono::milliseconds patience{100};
/// For a checkpoint that failed or met a busy file. The others are woken for.
constexpr std::chrono::seconds retry_period{5};

}  // namespace

SqliteCheckpointer::SqliteCheckpointer(std::string path)
    : path_(std::move(path)), thread_(retry_period, [this](const std::stop_token&) { run(); }) {}

void SqliteCheckpointer::note(int pages) {
    pages_.store(pages);
    if (pages >= due_pages) thread_.wake();
}

void SqliteCheckpointer::run() {
    int pages = pages_.load();
    if (pages < due_pages) return;
    checkpoint(SQLITE_CHECKPOINT_PASSIVE, std::chrono::milliseconds(0));
    if (pages >= large_pages) checkpoint(SQLITE_CHECKPOINT_TRUNCATE, patience);
    // Unless a commit came meanwhile, and told the length anew.
    pages_.compare_exchange_strong(pages, 0);
}

void SqliteCheckpointer::checkpoint(int mode, std::chrono::milliseconds busy_timeout) {
    if (!connection_) {
        connection_ = std::make_unique<SqliteConnection>(path_, SqliteConnection::Access::write, patience);
    }
    connection_->set_busy_timeout(busy_timeout);
    const int code = sqlite3_wal_checkpoint_v2(connection_->handle(), nullptr, mode, nullptr, nullptr);
    if (code == SQLITE_OK) return;
    const SqliteError error{connection_->handle(), code};
    if (error.is_busy()) return;  // others read or write, and a later turn will do
    connection_.reset();
    throw error;
}

}  // namespace ostiary
