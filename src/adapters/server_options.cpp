#include "adapters/server_options.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <thread>

#include <ostiary/endpoints/forwarded.hpp>
#include <ostiary/values/errors.hpp>

namespace ostiary {
namespace {

void require(bool holds, std::string_view option, std::string_view what) {
    if (!holds) throw ConfigError(std::string{option} + " " + std::string{what});
}

void check_sizes(const ServerOptions& options) {
    constexpr std::size_t most_head = 16 * 1024 * 1024;
    require(options.worker_threads > 0, "worker_threads", "must be at least 1");
    require(options.max_connections > 0, "max_connections", "must be at least 1");
    require(options.line_limit >= 64 && options.line_limit <= most_head, "line_limit", "must be 64 to 16 MiB");
    require(options.header_limit >= 64 && options.header_limit <= most_head, "header_limit", "must be 64 to 16 MiB");
    require(options.header_count > 0, "header_count", "must be at least 1");
}

void check_times(const ServerOptions& options) {
    using std::chrono::milliseconds;
    require(options.read_timeout > milliseconds{0}, "read_timeout", "must be positive");
    require(options.idle_timeout > milliseconds{0}, "idle_timeout", "must be positive");
    require(options.write_timeout > milliseconds{0}, "write_timeout", "must be positive");
    require(options.handler_timeout > milliseconds{0}, "handler_timeout", "must be positive");
    require(options.drain_timeout >= milliseconds{0}, "drain_timeout", "must not be negative");
}

}  // namespace

ServerOptions checked(ServerOptions options) {
    check_sizes(options);
    check_times(options);
    require(options.tls_certificate.has_value() == options.tls_key.has_value(), "tls_certificate and tls_key",
            "belong together");
    static_cast<void>(forwarded([](const http::Request&) { return http::Response{}; }, options.trusted_proxies));
    if (options.io_threads == 0) options.io_threads = std::max(1U, std::thread::hardware_concurrency());
    return options;
}

std::chrono::milliseconds tick_of(const ServerOptions& options) {
    using std::chrono::milliseconds;
    const milliseconds shortest = std::min({options.read_timeout, options.idle_timeout, options.write_timeout});
    return std::clamp(shortest / 8, milliseconds{5}, milliseconds{250});
}

}  // namespace ostiary
