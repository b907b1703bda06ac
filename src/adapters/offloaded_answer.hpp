#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <utility>

#include <boost/asio/post.hpp>

#include "adapters/io_loop.hpp"
#include "adapters/plain_answers.hpp"
#include "adapters/service.hpp"

namespace ostiary {

/// A handler's run on a worker thread. The connection waits for `ready` until the handler's time is up and then lets
/// go; the run keeps what the handler uses until it is done, and its late answer is dropped.
struct OffloadedAnswer {
    OffloadedAnswer(IoLoop& home, http::Request&& asked) : loop(home), request(std::move(asked)) {
        request.abandoned = abandoned;
    }

    static void start(const std::shared_ptr<OffloadedAnswer>& run, WorkerPool& workers, const Handler& handler) {
        workers.submit([run, &handler] {
            if (*run->abandoned) return;
            run->response = answer_of(handler, run->request);
            asio::post(run->loop.context(), [run] {
                run->done = true;
                if (run->ready != nullptr) run->ready->cancel();
            });
        });
    }

    IoLoop& loop;
    http::Request request;
    http::Response response{};
    /// On the loop's thread: cancelled when the answer is there; null once nobody waits.
    IoLoop::Timer* ready = nullptr;
    bool done = false;
    const std::shared_ptr<std::atomic<bool>> abandoned = std::make_shared<std::atomic<bool>>(false);
};

}  // namespace ostiary
