#pragma once

#include <chrono>
#include <memory>
#include <mutex>

#include <ostiary/ports/database.hpp>

namespace ostiary::program {

/// Whether the database can be read and written. Checked at most once a second and by one thread at a time, so that
/// asking can't be used to keep it busy. Thread-safe.
class Readiness {
public:
    explicit Readiness(std::shared_ptr<Database> database) : database_(std::move(database)) {}

    /// Logs the reason where it is not ready.
    [[nodiscard]] bool is_ready();

private:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] bool check();

    std::shared_ptr<Database> database_;
    std::mutex checking_;
    std::mutex result_mutex_;
    Clock::time_point checked_at_ = Clock::time_point::min();
    bool ready_ = true;
};

}  // namespace ostiary::program
