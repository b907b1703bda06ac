#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace ostiary {

/// Does `work` once a period and whenever it is woken, until it is destroyed. What `work` throws is logged, and it is
/// tried again in the next period.
class BackgroundThread {
public:
    using Work = std::function<void(const std::stop_token&)>;

    /// `work` should return soon after a stop was requested.
    BackgroundThread(std::chrono::milliseconds period, Work work);

    void wake();

private:
    void loop(const std::stop_token& stop);

    const std::chrono::milliseconds period_;
    const Work work_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    bool woken_ = false;
    std::jthread thread_;
};

}  // namespace ostiary
