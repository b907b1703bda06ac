#include "stores/memory_database.hpp"

#include "stores/identifier.hpp"
#include "stores/memory_attempt_store.hpp"
#include "stores/memory_audit_store.hpp"
#include "stores/memory_group_store.hpp"
#include "stores/memory_rate_store.hpp"
#include "stores/memory_secret_store.hpp"
#include "stores/memory_session_store.hpp"
#include "stores/memory_tables.hpp"
#include "stores/memory_user_store.hpp"

namespace ostiary {
namespace {

class MemoryDatabase final : public Database {
public:
    std::shared_ptr<UserStore> users(std::string_view table) override {
        return std::make_shared<MemoryUserStore>(tables_, Identifier{table}.name());
    }

    std::shared_ptr<SessionStore> sessions(std::string_view table, std::string_view users_table) override {
        return std::make_shared<MemorySessionStore>(tables_, Identifier{table}.name(), Identifier{users_table}.name());
    }

    std::shared_ptr<GroupStore> groups(std::string_view users_table) override {
        return std::make_shared<MemoryGroupStore>(tables_, Identifier{users_table}.name());
    }

    std::shared_ptr<AttemptStore> attempts() override { return std::make_shared<MemoryAttemptStore>(tables_); }
    std::shared_ptr<AuditStore> audit() override { return std::make_shared<MemoryAuditStore>(tables_); }
    std::shared_ptr<RateStore> rates() override { return std::make_shared<MemoryRateStore>(tables_); }
    std::shared_ptr<SecretStore> secrets() override { return std::make_shared<MemorySecretStore>(tables_); }
    void check() override {}

private:
    std::shared_ptr<MemoryTables> tables_ = std::make_shared<MemoryTables>();
};

}  // namespace

std::shared_ptr<Database> make_memory_database() {
    return std::make_shared<MemoryDatabase>();
}

}  // namespace ostiary
