#include <utility>

#include <ostiary/auth/rate_limits.hpp>
#include <ostiary/values/errors.hpp>

#include "ports/token_bucket.hpp"

namespace ostiary {
namespace {

class DatabaseLimit final : public RateLimiter {
public:
    DatabaseLimit(std::shared_ptr<RateStore> store, const DatabaseLimitOptions& options)
        : store_(std::move(store)),
          budget_{.limit = options.limit, .timespan = options.timespan, .block_duration = options.block_duration},
          prefix_(options.name + "/" + std::to_string(options.limit) + "/" + std::to_string(options.timespan.count()) +
                  ":") {
        // A budget that is none is told now, not at the first request.
        static_cast<void>(TokenBucketRule{budget_});
    }

    RateVerdict hit(std::string_view key, Instant now) override {
        return store_->hit(prefix_ + std::string{key}, budget_, now);
    }

private:
    const std::shared_ptr<RateStore> store_;
    const RateBudget budget_;
    /// With the budget: counted by two rules, a bucket would be forgotten by the narrower one.
    const std::string prefix_;
};

}  // namespace

std::shared_ptr<RateLimiter> database_limit(const std::shared_ptr<Database>& database,
                                            const DatabaseLimitOptions& options) {
    if (!database) throw ConfigError("database_limit needs a database");
    return std::make_shared<DatabaseLimit>(database->rates(), options);
}

}  // namespace ostiary
