#include "adapters/worker_pool.hpp"

#include <pthread.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <system_error>
#include <utility>

namespace ostiary {

/// Shared with the threads, which may still be leaving it when the pool is gone.
struct WorkerPool::State {
    std::mutex mutex;
    std::condition_variable work_waits;
    std::condition_variable thread_ended;
    std::deque<std::function<void()>> queue;
    std::size_t most_threads = 0;
    std::chrono::milliseconds idle_time{};
    std::size_t threads = 0;
    std::size_t idle = 0;
    bool stopping = false;

    void run();
    int start_thread(const std::shared_ptr<State>& self);
};

void WorkerPool::State::run() {
    std::unique_lock lock{mutex};
    while (true) {
        ++idle;
        const bool called = work_waits.wait_for(lock, idle_time, [&] { return stopping || !queue.empty(); });
        --idle;
        if (!called || queue.empty()) break;
        {
            const auto work = std::move(queue.front());
            queue.pop_front();
            lock.unlock();
            work();
        }
        lock.lock();
        if (stopping) break;
    }
    --threads;
    thread_ended.notify_all();
}

int WorkerPool::State::start_thread(const std::shared_ptr<State>& self) {
    // std::thread can't set the size of a stack. SQLite, TLS and password hashes fit well into this.
    constexpr std::size_t stack = 512 * 1024;
    auto argument = std::make_unique<std::shared_ptr<State>>(self);
    pthread_attr_t attributes{};
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, stack);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    const auto entry = [](void* given) -> void* {
        const std::unique_ptr<std::shared_ptr<State>> state{static_cast<std::shared_ptr<State>*>(given)};
        (*state)->run();
        return nullptr;
    };
    pthread_t thread{};
    const int fault = pthread_create(&thread, &attributes, entry, argument.get());
    pthread_attr_destroy(&attributes);
    if (fault != 0) return fault;
    static_cast<void>(argument.release());  // the thread owns it now
    ++threads;
    return 0;
}

WorkerPool::WorkerPool(std::size_t most_threads, std::chrono::milliseconds idle) : state_(std::make_shared<State>()) {
    state_->most_threads = most_threads;
    state_->idle_time = idle;
}

WorkerPool::~WorkerPool() {
    std::unique_lock lock{state_->mutex};
    state_->stopping = true;
    state_->queue.clear();
    state_->work_waits.notify_all();
    state_->thread_ended.wait(lock, [&] { return state_->threads == 0; });
}

void WorkerPool::submit(std::function<void()> work) {
    const std::scoped_lock lock{state_->mutex};
    state_->queue.push_back(std::move(work));
    if (state_->queue.size() > state_->idle && state_->threads < state_->most_threads) {
        const int fault = state_->start_thread(state_);
        if (fault != 0 && state_->threads == 0) {
            state_->queue.pop_back();
            throw std::system_error(fault, std::generic_category(), "no thread for a handler");
        }
    }
    state_->work_waits.notify_one();
}

std::size_t WorkerPool::threads() const {
    const std::scoped_lock lock{state_->mutex};
    return state_->threads;
}

}  // namespace ostiary
