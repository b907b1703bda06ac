#include "stores/memory_rate_store.hpp"

#include <utility>

namespace ostiary {

MemoryRateStore::MemoryRateStore(std::shared_ptr<MemoryTables> tables) : tables_(std::move(tables)) {}

RateVerdict MemoryRateStore::hit(std::string_view key, const RateBudget& budget, Instant now) {
    const TokenBucketRule rule{budget};
    const std::scoped_lock lock{tables_->mutex};
    return rule.hit(tables_->rates[std::string{key}], now);
}

std::size_t MemoryRateStore::purge(Instant now, std::size_t limit) {
    const std::int64_t moment = std::chrono::nanoseconds(now.time_since_epoch()).count();
    const std::scoped_lock lock{tables_->mutex};
    std::size_t purged = 0;
    std::erase_if(tables_->rates, [&](const auto& row) {
        const bool goes = purged < limit && row.second.ends_at() <= moment;
        purged += goes ? 1 : 0;
        return goes;
    });
    return purged;
}

}  // namespace ostiary
