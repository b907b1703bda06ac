#include "readiness.hpp"

#include <ostiary/ports/log.hpp>
#include <ostiary/values/errors.hpp>

namespace ostiary::program {
namespace {

constexpr std::chrono::seconds lasts{1};

}  // namespace

bool Readiness::check() {
    try {
        database_->check();
        return true;
    } catch (const StoreError& error) {
        log({.level = LogLevel::error, .event = "not_ready", .fields = {{"reason", error.what()}}});
        return false;
    }
}

bool Readiness::is_ready() {
    const std::unique_lock checking{checking_, std::try_to_lock};
    const auto began = Clock::now();
    {
        const std::scoped_lock lock{result_mutex_};
        // Whoever asks while another one checks gets the last result: a check may take seconds, and would otherwise
        // collect all the worker threads.
        const bool fresh = checked_at_ != Clock::time_point::min() && began - checked_at_ < lasts;
        if (!checking.owns_lock() || fresh) return ready_;
    }
    const bool ready = check();
    const std::scoped_lock lock{result_mutex_};
    checked_at_ = began;
    return ready_ = ready;
}

}  // namespace ostiary::program
