#pragma once

#include <memory>
#include <string>

#include <ostiary/ports/user_store.hpp>

#include "stores/memory_tables.hpp"

namespace ostiary {

class MemoryUserStore final : public UserStore {
public:
    MemoryUserStore(std::shared_ptr<MemoryTables> tables, std::string table);

    std::optional<UserRecord> find(const Username& username) override;
    std::optional<UserRecord> find(UserId id) override;
    std::vector<User> list(UserId after, std::size_t limit) override;
    std::optional<UserId> create(const NewUser& user) override;
    bool set_password(UserId id, std::string_view password_hash) override;
    bool change_password(UserId id, std::string_view old_hash, std::string_view new_hash) override;
    bool upgrade_password(UserId id, std::string_view old_hash, std::string_view new_hash) override;
    bool set_active(UserId id, bool active) override;
    bool remove(UserId id) override;
    void record_login(UserId id, Instant at) override;

private:
    /// Null where there is none. The caller holds the mutex.
    MemoryUser* row(UserId id);

    std::shared_ptr<MemoryTables> tables_;
    std::string name_;
    MemoryUsers& table_;
};

}  // namespace ostiary
