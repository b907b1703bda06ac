#pragma once

#include <thread>

#include <ostiary/server.hpp>

#include "listen_address.hpp"

namespace ostiary::program {

/// A server of its own for /metrics: plain HTTP, for the network of those who watch. Holds no password and no session.
class MetricsListener {
public:
    MetricsListener(ListenAddress address, Handler metrics);
    ~MetricsListener();
    MetricsListener(const MetricsListener&) = delete;
    MetricsListener& operator=(const MetricsListener&) = delete;

    /// Returns once it listens; throws what keeps it from it.
    void start();
    void stop();

private:
    ListenAddress address_;
    Server server_;
    std::thread thread_{};
};

}  // namespace ostiary::program
