#include "auth/hashing_pool.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <exception>
#include <system_error>
#include <utility>

#include <ostiary/values/errors.hpp>

namespace ostiary {
namespace {

/// On Linux a thread has a nice value of its own. A hash takes tens of milliseconds of CPU; a session check that comes
/// meanwhile takes the CPU from it instead of waiting for its time slice to end.
void lower_own_priority() {
    constexpr int nicer = 10;
    const auto thread = static_cast<id_t>(::gettid());
    ::setpriority(PRIO_PROCESS, thread, ::getpriority(PRIO_PROCESS, thread) + nicer);
}

std::exception_ptr shut_down() {
    return std::make_exception_ptr(HashingBusy("password hashing is shutting down"));
}

}  // namespace

HashingPool::~HashingPool() {
    std::deque<Job> dropped;
    {
        const std::scoped_lock lock{mutex_};
        stopping_ = true;
        dropped.swap(waiting_);
    }
    changed_.notify_all();
    for (Job& job : dropped) job.done.set_exception(shut_down());
    slots_.clear();
}

void HashingPool::run(Work work) {
    // Nothing of the pool is touched while waiting: it may be gone before this thread wakes up.
    enqueue(std::move(work)).get();
}

std::future<void> HashingPool::enqueue(Work work) {
    const std::scoped_lock lock{mutex_};
    if (running_ + waiting_.size() >= options_.slots + options_.queue) throw HashingBusy("the hashing queue is full");
    start_slot_if_needed();
    auto done = waiting_.emplace_back(std::move(work)).done.get_future();
    changed_.notify_one();
    return done;
}

void HashingPool::start_slot_if_needed() {
    const std::size_t idle = slots_.size() - running_;
    if (waiting_.size() < idle || slots_.size() == options_.slots) return;
    try {
        slots_.emplace_back([this] { serve_slot(); });
    } catch (const std::system_error&) {
        // With fewer slots than wished for it is slower; with none it can't go on.
        if (slots_.empty()) throw HashingBusy("no thread for a password hash");
    }
}

void HashingPool::serve_slot() {
    lower_own_priority();
    Argon2Arena arena;
    std::unique_lock lock{mutex_};
    while (wait_for_job(lock, arena)) finish_next_job(lock, arena);
}

bool HashingPool::wait_for_job(std::unique_lock<std::mutex>& lock, Argon2Arena& arena) {
    const auto called = [this] { return stopping_ || !waiting_.empty(); };
    if (!changed_.wait_for(lock, options_.idle, called)) {
        arena.give_back();
        changed_.wait(lock, called);
    }
    return !stopping_;
}

void HashingPool::finish_next_job(std::unique_lock<std::mutex>& lock, Argon2Arena& arena) {
    Job job = std::move(waiting_.front());
    waiting_.pop_front();
    ++running_;
    lock.unlock();
    std::exception_ptr fault;
    try {
        job.work(arena);
    } catch (...) {
        fault = std::current_exception();
    }
    if (arena.size() > options_.arena_bytes) arena.give_back();
    // Free before the caller knows, so that its next call finds a slot.
    lock.lock();
    --running_;
    lock.unlock();
    if (fault) {
        job.done.set_exception(fault);
    } else {
        job.done.set_value();
    }
    lock.lock();
}

PasswordHasher::Load HashingPool::load() const {
    const std::scoped_lock lock{mutex_};
    return {.slots = options_.slots, .queue = options_.queue, .running = running_, .waiting = waiting_.size()};
}

}  // namespace ostiary
