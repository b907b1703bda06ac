#include "auth/hashing_pool.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <future>
#include <latch>
#include <memory>
#include <stdexcept>

#include <ostiary/values/errors.hpp>

#include "support/at_once.hpp"
#include "support/eventually.hpp"

namespace ostiary {
namespace {

using namespace std::chrono_literals;
using testing::eventually;

/// A pool whose slots are all held, until `let_go`.
class HeldPool {
public:
    explicit HeldPool(const HashingPool::Options& options) : pool_(std::make_unique<HashingPool>(options)) {
        for (std::size_t i = 0; i < options.slots; ++i) {
            callers_.emplace_back([this] { pool().run([this](Argon2Arena&) { gate_.wait(); }); });
        }
        EXPECT_TRUE(eventually([&] { return pool().load().running == options.slots; }));
    }
    ~HeldPool() { let_go(); }

    HashingPool& pool() { return *pool_; }
    void let_go() {
        if (!gate_.try_wait()) gate_.count_down();
    }
    void destroy() { pool_.reset(); }

private:
    std::latch gate_{1};
    std::unique_ptr<HashingPool> pool_;
    std::vector<std::jthread> callers_;
};

TEST(HashingPool, RunsWorkAndReturnsWhenItIsDone) {
    HashingPool pool{{.slots = 1, .queue = 0}};
    int done = 0;
    for (int i = 0; i < 100; ++i) pool.run([&](Argon2Arena&) { ++done; });
    EXPECT_EQ(done, 100);
}

TEST(HashingPool, ThrowsWhatTheWorkThrows) {
    HashingPool pool{{.slots = 1, .queue = 0}};
    EXPECT_THROW(pool.run([](Argon2Arena&) { throw std::logic_error("fault"); }), std::logic_error);
    bool ran = false;
    pool.run([&](Argon2Arena&) { ran = true; });
    EXPECT_TRUE(ran);
}

TEST(HashingPool, IsBusyAtOnceWhereSlotsAndQueueAreFull) {
    HeldPool held{{.slots = 2, .queue = 1}};
    std::jthread waiting{[&] { held.pool().run([](Argon2Arena&) {}); }};
    ASSERT_TRUE(eventually([&] { return held.pool().load().waiting == 1; }));
    EXPECT_THROW(held.pool().run([](Argon2Arena&) {}), HashingBusy);
    EXPECT_EQ(held.pool().load().running, 2U);
    held.let_go();
    waiting.join();
    EXPECT_TRUE(eventually([&] { return held.pool().load().running == 0; }));
}

TEST(HashingPool, RunsNoMoreAtOnceThanItHasSlots) {
    HashingPool pool{{.slots = 2, .queue = 100}};
    std::atomic<int> running{0};
    std::atomic<int> most{0};
    std::atomic<int> done{0};
    testing::at_once(8, [&](std::size_t) {
        for (int i = 0; i < 25; ++i) {
            pool.run([&](Argon2Arena&) {
                const int now = ++running;
                int seen = most;
                while (now > seen && !most.compare_exchange_weak(seen, now)) {
                }
                std::this_thread::yield();
                --running;
                ++done;
            });
        }
    });
    EXPECT_EQ(done, 200);
    EXPECT_LE(most, 2);
}

TEST(HashingPool, EndsWithThoseWhoWaitRefused) {
    auto held = std::make_unique<HeldPool>(HashingPool::Options{.slots = 1, .queue = 2});
    std::promise<bool> refused;
    std::jthread waiting{[&] {
        try {
            held->pool().run([](Argon2Arena&) {});
            refused.set_value(false);
        } catch (const HashingBusy&) {
            refused.set_value(true);
        }
    }};
    ASSERT_TRUE(eventually([&] { return held->pool().load().waiting == 1; }));
    std::jthread ending{[&] { held->destroy(); }};
    EXPECT_TRUE(refused.get_future().get()) << "and before the slot is free";
    held->let_go();
}

TEST(HashingPool, KeepsASlotsMemoryWhileBusyAndGivesItBackWhenIdle) {
    const std::size_t usual = 64 * 1024;
    HashingPool pool{{.slots = 1, .queue = 0, .arena_bytes = usual, .idle = 1ms}};
    Argon2Arena* arena = nullptr;
    pool.run([&](Argon2Arena& own) {
        arena = &own;
        static_cast<void>(own.take(usual));
    });
    std::size_t left = usual;
    EXPECT_TRUE(eventually([&] {
        pool.run([&](Argon2Arena& own) {
            EXPECT_EQ(&own, arena);
            left = own.size();
        });
        return left == 0;
    }));
}

TEST(HashingPool, GivesUnusualMemoryBackAtOnce) {
    const std::size_t usual = 64 * 1024;
    HashingPool pool{{.slots = 1, .queue = 0, .arena_bytes = usual}};
    std::size_t left = 1;
    pool.run([&](Argon2Arena& arena) { static_cast<void>(arena.take(usual)); });
    pool.run([&](Argon2Arena& arena) { left = arena.size(); });
    EXPECT_EQ(left, usual);
    pool.run([&](Argon2Arena& arena) { static_cast<void>(arena.take(2 * usual)); });
    pool.run([&](Argon2Arena& arena) { left = arena.size(); });
    EXPECT_EQ(left, 0U);
}

TEST(HashingPool, RunsAtALowerPriorityThanItsCallers) {
    HashingPool pool{{.slots = 1, .queue = 0}};
    const int own = ::getpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()));
    int slot = own;
    pool.run([&](Argon2Arena&) { slot = ::getpriority(PRIO_PROCESS, static_cast<id_t>(::gettid())); });
    EXPECT_GT(slot, own);
    EXPECT_EQ(::getpriority(PRIO_PROCESS, static_cast<id_t>(::gettid())), own);
}

}  // namespace
}  // namespace ostiary
