#pragma once

#include <string>

#include <ostiary/ports/user_store.hpp>

#include "stores/identifier.hpp"
#include "stores/sqlite_readers.hpp"
#include "stores/sqlite_writer.hpp"

namespace ostiary {

class SqliteUserStore final : public UserStore {
public:
    SqliteUserStore(SqliteReaders& readers, SqliteWriter& writer, const Identifier& table);

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
    struct Statements {
        explicit Statements(const std::string& table);

        std::string find_by_key, find_by_id, list, create, set_password, upgrade_password, set_active, remove,
            record_login;
    };

    /// Ends the user's sessions in every table of sessions whose foreign key refers to this table.
    void end_sessions(SqliteConnection& connection, UserId user) const;

    SqliteReaders& readers_;
    SqliteWriter& writer_;
    const std::string table_;
    const Statements sql_;
};

}  // namespace ostiary
