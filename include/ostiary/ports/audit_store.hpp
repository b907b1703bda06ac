#pragma once

#include <cstddef>
#include <vector>

#include <ostiary/values/audit_event.hpp>

namespace ostiary {

/// Keeps the record of what happened. Thread-safe. Throws `StoreError`.
class AuditStore {
public:
    virtual ~AuditStore() = default;

    /// Durable when it returns.
    virtual void append(const AuditEvent& event) = 0;
    /// The newest first, at most `limit`.
    [[nodiscard]] virtual std::vector<AuditEvent> recent(std::size_t limit) = 0;
    /// Deletes what is older than `before`, at most `limit` rows, and gives their number.
    virtual std::size_t purge(Instant before, std::size_t limit) = 0;
};

}  // namespace ostiary
