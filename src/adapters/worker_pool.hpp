#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

namespace ostiary {

/// Threads for handlers that block: started when work waits and none is free, ended when they have been idle for a
/// while. Their stacks are small, since there may be many. Thread-safe.
class WorkerPool {
public:
    explicit WorkerPool(std::size_t most_threads, std::chrono::milliseconds idle = std::chrono::seconds(5));
    /// Waits for the work that runs; what hasn't begun is dropped.
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// Runs `work`, which must not throw, on one of the threads. Throws `std::system_error` where the system gives not
    /// even one thread.
    void submit(std::function<void()> work);
    [[nodiscard]] std::size_t threads() const;

private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace ostiary
