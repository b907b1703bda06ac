#include "stores/memory_audit_store.hpp"

#include <utility>

namespace ostiary {

MemoryAuditStore::MemoryAuditStore(std::shared_ptr<MemoryTables> tables) : tables_(std::move(tables)) {}

void MemoryAuditStore::append(const AuditEvent& event) {
    const std::scoped_lock lock{tables_->mutex};
    tables_->audit.emplace(event.at, event);
}

std::vector<AuditEvent> MemoryAuditStore::recent(std::size_t limit) {
    const std::scoped_lock lock{tables_->mutex};
    std::vector<AuditEvent> events;
    for (auto i = tables_->audit.rbegin(); i != tables_->audit.rend() && events.size() < limit; ++i) {
        events.push_back(i->second);
    }
    return events;
}

std::size_t MemoryAuditStore::purge(Instant before, std::size_t limit) {
    const std::scoped_lock lock{tables_->mutex};
    std::size_t purged = 0;
    auto& events = tables_->audit;
    while (purged < limit && !events.empty() && events.begin()->first < before) {
        events.erase(events.begin());
        ++purged;
    }
    return purged;
}

}  // namespace ostiary
