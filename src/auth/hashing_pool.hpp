#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

#include <ostiary/ports/password_hasher.hpp>

#include "auth/argon2_arena.hpp"

namespace ostiary {

/// The hashing slots: threads of low priority, each with its arena, and a bounded queue before them (ASVS 5.0, 15.2.2).
/// A thread starts when it is first needed; one that has been idle for a while gives its memory back. Thread-safe.
class HashingPool {
public:
    using Work = std::function<void(Argon2Arena&)>;

    struct Options {
        std::size_t slots = 1;
        std::size_t queue = 0;
        /// What a usual hash needs. A slot that took more for an unusual one gives it back at once.
        std::size_t arena_bytes = 0;
        std::chrono::milliseconds idle = std::chrono::seconds(10);
    };

    explicit HashingPool(const Options& options) : options_(options) {}
    /// Finishes what runs. Who still waits in `run` gets `HashingBusy`.
    ~HashingPool();
    HashingPool(const HashingPool&) = delete;
    HashingPool& operator=(const HashingPool&) = delete;

    /// Returns once a slot has done the work; throws what the work throws, and `HashingBusy` at once where every slot
    /// is taken and the queue is full.
    void run(Work work);
    [[nodiscard]] PasswordHasher::Load load() const;

private:
    struct Job {
        Work work;
        std::promise<void> done{};
    };

    [[nodiscard]] std::future<void> enqueue(Work work);
    void start_slot_if_needed();
    void serve_slot();
    [[nodiscard]] bool wait_for_job(std::unique_lock<std::mutex>& lock, Argon2Arena& arena);
    void finish_next_job(std::unique_lock<std::mutex>& lock, Argon2Arena& arena);

    const Options options_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Job> waiting_;
    std::size_t running_ = 0;
    bool stopping_ = false;
    std::vector<std::jthread> slots_;
};

}  // namespace ostiary
