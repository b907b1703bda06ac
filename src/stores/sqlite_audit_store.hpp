#pragma once

#include <string>

#include <ostiary/ports/audit_store.hpp>

#include "stores/identifier.hpp"
#include "stores/sqlite_readers.hpp"
#include "stores/sqlite_writer.hpp"

namespace ostiary {

class SqliteAuditStore final : public AuditStore {
public:
    SqliteAuditStore(SqliteReaders& readers, SqliteWriter& writer, const Identifier& table);

    void append(const AuditEvent& event) override;
    std::vector<AuditEvent> recent(std::size_t limit) override;
    std::size_t purge(Instant before, std::size_t limit) override;

private:
    struct Statements {
        explicit Statements(const std::string& table);

        std::string append, recent, purge;
    };

    SqliteReaders& readers_;
    SqliteWriter& writer_;
    const Statements sql_;
};

}  // namespace ostiary
