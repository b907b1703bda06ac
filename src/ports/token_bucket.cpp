#include "ports/token_bucket.hpp"

#include <algorithm>

#include <ostiary/values/errors.hpp>

namespace ostiary {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;

constexpr std::uint32_t highest_limit = 1'000'000;
constexpr seconds longest_time = std::chrono::hours(24 * 365);

bool is_time(seconds time) {
    return time >= seconds(1) && time <= longest_time;
}

milliseconds rounded_up(std::int64_t time) {
    return std::chrono::ceil<milliseconds>(nanoseconds(std::max<std::int64_t>(time, 0)));
}

}  // namespace

TokenBucketRule::TokenBucketRule(const RateBudget& budget)
    : limit_(budget.limit),
      cost_(0),
      span_(0),
      block_(nanoseconds(budget.block_duration.value_or(seconds(0))).count()) {
    if (budget.limit < 1 || budget.limit > highest_limit) throw ConfigError("limit must be 1 to 1000000");
    if (!is_time(budget.timespan)) throw ConfigError("timespan must be 1 second to 365 days");
    if (budget.block_duration && !is_time(*budget.block_duration))
        throw ConfigError("block_duration must be 1 second to 365 days");
    cost_ = nanoseconds(budget.timespan).count() / limit_;
    span_ = cost_ * limit_;
}

RateVerdict TokenBucketRule::hit(TokenBucket& bucket, Instant at) const {
    const std::int64_t now = nanoseconds(at.time_since_epoch()).count();
    forget_the_future(bucket, now);
    if (bucket.blocked_until > now) return verdict(false, bucket, now);
    const std::int64_t charged = std::max(bucket.full_at, now) + cost_;
    if (charged - now <= span_) {
        bucket.full_at = charged;
        return verdict(true, bucket, now);
    }
    if (block_ > 0) bucket.blocked_until = now + block_;
    return verdict(false, bucket, now);
}

RateVerdict TokenBucketRule::verdict(bool allowed, const TokenBucket& bucket, std::int64_t now) const {
    const std::int64_t missing = std::max<std::int64_t>(bucket.full_at - now, 0);
    RateVerdict told{.allowed = allowed, .limit = limit_, .reset = rounded_up(bucket.ends_at() - now)};
    if (bucket.blocked_until <= now)
        told.remaining = static_cast<std::uint32_t>(std::max<std::int64_t>(span_ - missing, 0) / cost_);
    if (!allowed) told.retry_after = rounded_up(std::max(bucket.blocked_until - now, missing + cost_ - span_));
    return told;
}

/// What lies too far ahead was written before the clock was set back, or under a longer timespan; nobody is shut out by
/// it (security.md, line 89). Twice, since calls at once and processes on one database bring their `now` in any order.
void TokenBucketRule::forget_the_future(TokenBucket& bucket, std::int64_t now) const {
    if (bucket.full_at - now > 2 * span_) bucket.full_at = 0;
    if (bucket.blocked_until - now > 2 * block_) bucket.blocked_until = 0;
}

}  // namespace ostiary
