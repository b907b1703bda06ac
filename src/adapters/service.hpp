#pragma once

#include <atomic>
#include <functional>

#include <ostiary/adapters/server.hpp>

#include "adapters/head_check.hpp"
#include "adapters/router.hpp"
#include "adapters/worker_pool.hpp"

namespace ostiary {

/// What all connections of a server share. Changes only before `listen`, but for the counters.
struct Service {
    explicit Service(ServerOptions given)
        : options(std::move(given)),
          limits{.line = options.line_limit,
                 .header_bytes = options.header_limit,
                 .header_count = options.header_count,
                 .body = options.body_limit},
          workers(options.worker_threads) {}

    ServerOptions options;
    HeadLimits limits;
    Router router{};
    std::atomic<std::size_t> open_connections = 0;
    /// Called by each connection at its end, on its thread.
    std::function<void()> on_closed{};
    /// Last, so that it goes first: its threads use the router.
    WorkerPool workers;
};

}  // namespace ostiary
