#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "adapters/io_loop.hpp"

namespace ostiary {

/// The event loops, one a thread.
class LoopThreads {
public:
    LoopThreads(std::size_t count, std::chrono::milliseconds tick);
    ~LoopThreads();
    LoopThreads(const LoopThreads&) = delete;
    LoopThreads& operator=(const LoopThreads&) = delete;

    void start();
    /// The loop for the next connection, in turn.
    IoLoop& next() noexcept;
    /// Lets what is in flight finish for `time`, then closes the rest. False where something had to be cut off.
    bool finish(std::chrono::milliseconds time);

private:
    void run(IoLoop& loop);

    std::vector<std::unique_ptr<IoLoop>> loops_;
    std::vector<std::thread> threads_{};
    std::size_t turn_ = 0;
    std::mutex mutex_{};
    std::condition_variable ended_{};
    std::size_t running_ = 0;
};

}  // namespace ostiary
