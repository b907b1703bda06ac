#include "adapters/worker_pool.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <latch>
#include <thread>
#include <vector>

namespace ostiary {
namespace {

using namespace std::chrono_literals;

void wait_until(const auto& holds) {
    while (!holds()) std::this_thread::yield();
}

TEST(WorkerPool, StartsNoThreadBeforeThereIsWork) {
    EXPECT_EQ(WorkerPool{4}.threads(), 0U);
}

TEST(WorkerPool, RunsAsMuchAtOnceAsItHasThreads) {
    WorkerPool pool{4};
    std::latch all{4};
    for (int i = 0; i < 4; ++i) pool.submit([&] { all.arrive_and_wait(); });
    all.wait();
    EXPECT_EQ(pool.threads(), 4U);
}

TEST(WorkerPool, QueuesWhatExceedsItsThreads) {
    WorkerPool pool{2};
    std::promise<void> release;
    auto released = release.get_future().share();
    std::latch all{50};
    for (int i = 0; i < 50; ++i) {
        pool.submit([&, released] {
            released.wait();
            all.count_down();
        });
    }
    EXPECT_EQ(pool.threads(), 2U);
    release.set_value();
    all.wait();
}

TEST(WorkerPool, UsesAnIdleThreadAgain) {
    WorkerPool pool{8};
    for (int i = 0; i < 5; ++i) {
        std::promise<void> done;
        pool.submit([&] { done.set_value(); });
        done.get_future().wait();
    }
    EXPECT_LE(pool.threads(), 5U);
}

TEST(WorkerPool, EndsIdleThreads) {
    WorkerPool pool{4, 1ms};
    std::latch all{4};
    for (int i = 0; i < 4; ++i) pool.submit([&] { all.arrive_and_wait(); });
    wait_until([&] { return pool.threads() == 0; });
    std::promise<void> again;
    pool.submit([&] { again.set_value(); });
    again.get_future().wait();
}

TEST(WorkerPool, WaitsAtItsEndForWhatRuns) {
    std::promise<void> entered;
    std::atomic<bool> done = false;
    {
        WorkerPool pool{1};
        pool.submit([&] {
            entered.set_value();
            std::this_thread::yield();
            done = true;
        });
        entered.get_future().wait();
    }
    EXPECT_TRUE(done);
}

TEST(WorkerPool, TakesWorkFromManyThreads) {
    WorkerPool pool{4, 1ms};
    std::latch all{400};
    {
        std::vector<std::jthread> senders;
        for (int i = 0; i < 4; ++i) {
            senders.emplace_back([&] {
                for (int n = 0; n < 100; ++n) pool.submit([&] { all.count_down(); });
            });
        }
    }
    all.wait();
}

}  // namespace
}  // namespace ostiary
