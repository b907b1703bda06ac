#pragma once

#include <memory>

#include <ostiary/ports/audit_store.hpp>

#include "stores/memory_tables.hpp"

namespace ostiary {

class MemoryAuditStore final : public AuditStore {
public:
    explicit MemoryAuditStore(std::shared_ptr<MemoryTables> tables);

    void append(const AuditEvent& event) override;
    std::vector<AuditEvent> recent(std::size_t limit) override;
    std::size_t purge(Instant before, std::size_t limit) override;

private:
    std::shared_ptr<MemoryTables> tables_;
};

}  // namespace ostiary
