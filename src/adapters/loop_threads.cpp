#include "adapters/loop_threads.hpp"

#include <boost/asio/post.hpp>

namespace ostiary {

LoopThreads::LoopThreads(std::size_t count, std::chrono::milliseconds tick) {
    for (std::size_t i = 0; i < count; ++i) loops_.push_back(std::make_unique<IoLoop>(tick));
}

LoopThreads::~LoopThreads() {
    if (!threads_.empty()) finish(std::chrono::milliseconds{0});
}

void LoopThreads::start() {
    for (const auto& loop : loops_) {
        {
            const std::scoped_lock lock{mutex_};
            ++running_;
        }
        threads_.emplace_back([this, &loop = *loop] { run(loop); });
    }
}

void LoopThreads::run(IoLoop& loop) {
    loop.context().run();
    const std::scoped_lock lock{mutex_};
    --running_;
    ended_.notify_all();
}

IoLoop& LoopThreads::next() noexcept {
    return *loops_[turn_++ % loops_.size()];
}

bool LoopThreads::finish(std::chrono::milliseconds time) {
    for (const auto& loop : loops_) asio::post(loop->context(), [&loop = *loop] { loop.drain(); });
    std::unique_lock lock{mutex_};
    const bool drained = ended_.wait_for(lock, time, [this] { return running_ == 0; });
    lock.unlock();
    if (!drained) {
        for (const auto& loop : loops_) asio::post(loop->context(), [&loop = *loop] { loop.abort(); });
    }
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
    return drained;
}

}  // namespace ostiary
