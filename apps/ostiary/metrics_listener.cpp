#include "metrics_listener.hpp"

#include <future>
#include <string>
#include <utility>

#include <ostiary/values/errors.hpp>

namespace ostiary::program {
namespace {

ServerOptions options() {
    return {.io_threads = 1,
            .worker_threads = 2,
            .max_connections = 64,
            .body_limit = 0,
            .drain_timeout = std::chrono::seconds(1),
            .dangerously_allow_plain_http = true};
}

}  // namespace

MetricsListener::MetricsListener(ListenAddress address, Handler metrics)
    : address_(std::move(address)), server_(options()) {
    server_.mount("/metrics", std::move(metrics));
}

MetricsListener::~MetricsListener() {
    stop();
}

void MetricsListener::start() {
    const auto settled = std::make_shared<std::promise<void>>();
    auto listening = settled->get_future();
    server_.on_listening([settled](std::uint16_t) { settled->set_value(); });
    thread_ = std::thread([this, settled] {
        try {
            server_.listen(address_.host, address_.port);
        } catch (...) {
            try {
                settled->set_exception(std::current_exception());
            } catch (const std::future_error&) {  // NOLINT(bugprone-empty-catch): it did listen, and failed later
            }
        }
    });
    try {
        listening.get();
    } catch (const ConfigError& error) {
        throw ConfigError(std::string{"metrics_"} + error.what());  // which names the other `listen`
    }
}

void MetricsListener::stop() {
    if (!thread_.joinable()) return;
    if (server_.port() != 0) server_.stop();
    thread_.join();
}

}  // namespace ostiary::program
