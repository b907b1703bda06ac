#include "stores/memory_attempt_store.hpp"

#include <algorithm>
#include <utility>

namespace ostiary {

MemoryAttemptStore::MemoryAttemptStore(std::shared_ptr<MemoryTables> tables) : tables_(std::move(tables)) {}

AttemptWindow MemoryAttemptStore::window(const AttemptBudget& budget, Instant now) const {
    const auto found = tables_->attempts.find(budget.key);
    if (found == tables_->attempts.end()) return AttemptWindow::at(std::nullopt, budget, now);
    return AttemptWindow::at(found->second, budget, now);
}

std::optional<std::chrono::milliseconds> MemoryAttemptStore::reserve(std::span<const AttemptBudget> budgets,
                                                                     Instant now) {
    const std::scoped_lock lock{tables_->mutex};
    std::optional<std::chrono::milliseconds> wait;
    for (const auto& budget : budgets) {
        const auto present = window(budget, now);
        if (present.is_spent(budget)) wait = std::max(wait.value_or(present.ends_at - now), present.ends_at - now);
    }
    if (wait) return wait;
    for (const auto& budget : budgets) {
        auto present = window(budget, now);
        ++present.count;
        tables_->attempts.insert_or_assign(budget.key, present);
    }
    return std::nullopt;
}

void MemoryAttemptStore::release(std::span<const std::string> keys) {
    const std::scoped_lock lock{tables_->mutex};
    for (const auto& key : keys) {
        const auto found = tables_->attempts.find(key);
        if (found == tables_->attempts.end()) continue;
        if (found->second.count > 1) {
            --found->second.count;
        } else {
            tables_->attempts.erase(found);
        }
    }
}

void MemoryAttemptStore::forget(const std::string& key) {
    const std::scoped_lock lock{tables_->mutex};
    tables_->attempts.erase(key);
}

std::size_t MemoryAttemptStore::purge(Instant now, std::size_t limit) {
    const std::scoped_lock lock{tables_->mutex};
    std::size_t purged = 0;
    std::erase_if(tables_->attempts, [&](const auto& row) {
        const bool goes = purged < limit && row.second.ends_at <= now;
        purged += goes ? 1 : 0;
        return goes;
    });
    return purged;
}

}  // namespace ostiary
