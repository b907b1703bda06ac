#pragma once

#include <chrono>

#include <ostiary/adapters/server.hpp>

namespace ostiary {

/// The options with `io_threads` filled in. Throws `ConfigError` that names what can't be.
[[nodiscard]] ServerOptions checked(ServerOptions options);

/// How often deadlines are looked at: fine enough for the shortest of them.
[[nodiscard]] std::chrono::milliseconds tick_of(const ServerOptions& options);

}  // namespace ostiary
