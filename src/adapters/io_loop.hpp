#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace ostiary {

namespace asio = boost::asio;
using SteadyTime = std::chrono::steady_clock::time_point;

/// A connection as its loop sees it. Used on the loop's thread alone.
class LoopMember {
public:
    virtual ~LoopMember() = default;
    /// The deadline has passed.
    virtual void expire() = 0;
    /// Finish what is in flight, then close; close at once where nothing is.
    virtual void drain() = 0;
    /// Close at once.
    virtual void abort() = 0;

    SteadyTime deadline = SteadyTime::max();
    std::size_t place = 0;
};

/// One thread's event loop and the connections on it. They share one ticking timer instead of owning one each: a
/// deadline costs a store, and ten thousand idle connections no timers. `add`, `remove`, `drain` and `abort` are for
/// the loop's own thread.
class IoLoop {
public:
    using Executor = asio::io_context::executor_type;
    using Timer =
        asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;

    explicit IoLoop(std::chrono::milliseconds tick) : tick_(tick) {}

    void add(LoopMember& member);
    void remove(LoopMember& member);
    void drain();
    void abort();
    [[nodiscard]] bool draining() const noexcept { return draining_; }

    asio::io_context& context() noexcept { return context_; }
    /// Where bytes go that nobody reads.
    asio::mutable_buffer waste() noexcept { return asio::buffer(waste_); }

private:
    void tick();

    asio::io_context context_{1};
    std::optional<asio::executor_work_guard<Executor>> open_{context_.get_executor()};
    Timer timer_{context_};
    std::chrono::milliseconds tick_;
    std::vector<LoopMember*> members_;
    std::array<char, 16 * 1024> waste_{};
    bool ticking_ = false;
    bool draining_ = false;
};

/// On the loop as long as the object lives.
class LoopMembership {
public:
    LoopMembership(IoLoop& loop, LoopMember& member) : loop_(loop), member_(member) { loop_.add(member_); }
    ~LoopMembership() { loop_.remove(member_); }
    LoopMembership(const LoopMembership&) = delete;
    LoopMembership& operator=(const LoopMembership&) = delete;

private:
    IoLoop& loop_;
    LoopMember& member_;
};

}  // namespace ostiary
