#include <ostiary/auth/rate_limits.hpp>

#include "auth/bucket_table.hpp"
#include "ports/token_bucket.hpp"

namespace ostiary {
namespace {

class InMemoryLimit final : public RateLimiter {
public:
    explicit InMemoryLimit(const InMemoryLimitOptions& options)
        : rule_({.limit = options.limit, .timespan = options.timespan, .block_duration = options.block_duration}),
          buckets_(options.max_clients) {}

    RateVerdict hit(std::string_view key, Instant now) override {
        return buckets_.with(key, [&](TokenBucket& bucket) { return rule_.hit(bucket, now); });
    }

private:
    const TokenBucketRule rule_;
    BucketTable buckets_;
};

}  // namespace

std::shared_ptr<RateLimiter> in_memory_limit(const InMemoryLimitOptions& options) {
    return std::make_shared<InMemoryLimit>(options);
}

}  // namespace ostiary
