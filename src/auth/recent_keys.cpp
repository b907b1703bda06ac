#include "auth/recent_keys.hpp"

namespace ostiary {

bool RecentKeys::is_first(const std::string& key, Instant now) {
    const std::lock_guard lock{mutex_};
    if (const auto found = seen_.find(key); found != seen_.end() && now - found->second < period_) return false;
    if (seen_.size() >= capacity_) std::erase_if(seen_, [&](const auto& item) { return now - item.second >= period_; });
    if (seen_.size() >= capacity_) return false;
    seen_.insert_or_assign(key, now);
    return true;
}

}  // namespace ostiary
