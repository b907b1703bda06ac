#pragma once

#include <memory>

#include <ostiary/ports/audit_store.hpp>
#include <ostiary/ports/clock.hpp>
#include <ostiary/ports/database.hpp>

#include "auth/client.hpp"

namespace ostiary {

/// Writes each event twice: as a row of the store, which lasts, and as a log line, which is seen. Thread-safe.
class AuditTrail {
public:
    AuditTrail(std::shared_ptr<AuditStore> store, std::shared_ptr<Clock> clock);

    /// The moment is filled in, and so is the client. Durable when it returns; throws `StoreError`.
    void record(AuditEvent event, const Client& client);

private:
    std::shared_ptr<AuditStore> store_;
    std::shared_ptr<Clock> clock_;
};

}  // namespace ostiary
