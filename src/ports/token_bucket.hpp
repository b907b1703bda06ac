#pragma once

#include <chrono>
#include <cstdint>

#include <ostiary/ports/rate_limiter.hpp>

namespace ostiary {

/// All that is remembered of a client, in nanoseconds since 1970: a budget is known by when it is whole again. One in
/// the past says nothing any more.
struct TokenBucket {
    std::int64_t full_at = 0;
    std::int64_t blocked_until = 0;

    /// From when on the client is as good as one never seen.
    [[nodiscard]] std::int64_t ends_at() const noexcept { return full_at > blocked_until ? full_at : blocked_until; }
    bool operator==(const TokenBucket&) const = default;
};

/// The token bucket: a request takes `timespan / limit` of time from the client's account, which holds `timespan` of it
/// at most. Exact, whatever the order of requests, for one number a client.
class TokenBucketRule {
public:
    /// Throws `ConfigError` that names the field.
    explicit TokenBucketRule(const RateBudget& budget);

    /// Charges one request at `now`; the bucket is unchanged where it is refused and blocked already, or can't be.
    [[nodiscard]] RateVerdict hit(TokenBucket& bucket, Instant at) const;

private:
    [[nodiscard]] RateVerdict verdict(bool allowed, const TokenBucket& bucket, std::int64_t now) const;
    void forget_the_future(TokenBucket& bucket, std::int64_t now) const;

    std::uint32_t limit_;
    std::int64_t cost_;   ///< Of one request.
    std::int64_t span_;   ///< Of `limit_` requests.
    std::int64_t block_;  ///< 0: none.
};

}  // namespace ostiary
