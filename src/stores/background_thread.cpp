#include "stores/background_thread.hpp"

#include <exception>
#include <utility>

#include <ostiary/ports/log.hpp>

namespace ostiary {

BackgroundThread::BackgroundThread(std::chrono::milliseconds period, Work work)
    : period_(period), work_(std::move(work)), thread_([this](const std::stop_token& stop) { loop(stop); }) {}

void BackgroundThread::wake() {
    {
        const std::scoped_lock lock{mutex_};
        woken_ = true;
    }
    changed_.notify_one();
}

void BackgroundThread::loop(const std::stop_token& stop) {
    while (true) {
        {
            std::unique_lock lock{mutex_};
            changed_.wait_for(lock, stop, period_, [this] { return woken_; });
            woken_ = false;
        }
        if (stop.stop_requested()) return;
        try {
            work_(stop);
        } catch (const std::exception& error) {
            log({.level = LogLevel::warning, .event = "store_upkeep_failed", .fields = {{"reason", error.what()}}});
        }
    }
}

}  // namespace ostiary
