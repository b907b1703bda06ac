#pragma once

#include <cstddef>
#include <string_view>

#include <ostiary/ports/rate_limiter.hpp>
#include <ostiary/values/instant.hpp>

namespace ostiary {

/// Counts requests for everyone who shares the database. Thread-safe, also between processes. Throws `StoreError`.
class RateStore {
public:
    virtual ~RateStore() = default;

    /// As `RateLimiter::hit`, in one transaction. What is refused and already known to be costs a read alone.
    [[nodiscard]] virtual RateVerdict hit(std::string_view key, const RateBudget& budget, Instant now) = 0;
    /// Deletes the budgets that are whole again at `now`, at most `limit` rows, and gives their number.
    virtual std::size_t purge(Instant now, std::size_t limit) = 0;
};

}  // namespace ostiary
