#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <ostiary/ports/database.hpp>
#include <ostiary/ports/rate_limiter.hpp>

namespace ostiary {

struct InMemoryLimitOptions {
    /// As in `RateBudget`.
    std::uint32_t limit = 1000;
    std::chrono::seconds timespan = std::chrono::minutes(5);
    std::optional<std::chrono::seconds> block_duration{};
    /// How many clients are remembered, at 24 bytes each. Where more come, the one that spent least is forgotten: to
    /// have a spent budget forgotten, somebody must spend as much from several other addresses.
    std::size_t max_clients = 1'000'000;
};

/// Counts in this process alone, and starts anew with it; takes well under a microsecond. Throws `ConfigError` that
/// names the option.
[[nodiscard]] std::shared_ptr<RateLimiter> in_memory_limit(const InMemoryLimitOptions& options = {});

struct DatabaseLimitOptions {
    /// As in `RateBudget`.
    std::uint32_t limit = 1000;
    std::chrono::seconds timespan = std::chrono::minutes(5);
    std::optional<std::chrono::seconds> block_duration{};
    /// Limits of one name, `limit` and `timespan` share their counts, wherever they are; others have nothing in common.
    std::string name = "requests";
};

/// Counts in the database, for all processes on it and across restarts. Costs a durable write for each request that is
/// let through (see `docs/rate-limiting.md`). Throws `ConfigError` that names the option, `StoreError` where the table
/// can't be made.
[[nodiscard]] std::shared_ptr<RateLimiter> database_limit(const std::shared_ptr<Database>& database,
                                                          const DatabaseLimitOptions& options = {});

}  // namespace ostiary
