#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include <ostiary/values/instant.hpp>

namespace ostiary {

/// How many requests a client may make: `limit` at once, which come back one by one, all of them within `timespan`.
struct RateBudget {
    /// 1 to 1,000,000.
    std::uint32_t limit = 1000;
    /// 1 second to a year. A client that never stops gets `limit` requests in each timespan, evenly spread.
    std::chrono::seconds timespan = std::chrono::minutes(5);
    /// How long a client that asks for more is then refused altogether, up to a year. Refused requests never prolong
    /// it. None: until its next request has come back, which is `timespan / limit` away at most.
    std::optional<std::chrono::seconds> block_duration{};
};

/// What one request is told.
struct RateVerdict {
    bool allowed = true;
    std::uint32_t limit = 0;
    std::uint32_t remaining = 0;              ///< How many more may follow at once.
    std::chrono::milliseconds reset{};        ///< Until the budget is whole again.
    std::chrono::milliseconds retry_after{};  ///< Where refused: until the next request is let through.

    bool operator==(const RateVerdict&) const = default;
};

/// Counts the requests of clients. Thread-safe.
class RateLimiter {
public:
    virtual ~RateLimiter() = default;

    /// Charges one request to the client of that key, unless it is refused. `now` is compared with what earlier calls
    /// brought. A provider that keeps its counts elsewhere throws `StoreError`.
    [[nodiscard]] virtual RateVerdict hit(std::string_view key, Instant now) = 0;
};

}  // namespace ostiary
