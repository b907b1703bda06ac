#pragma once

#include <string>

#include <ostiary/ports/user_store.hpp>

#include "stores/identifier.hpp"
#include "stores/session_owners.hpp"
#include "stores/sqlite_readers.hpp"
#include "stores/sqlite_writer.hpp"

namespace ostiary {

/// The users of a `piccolo_user` table, under piccolo's rules: a name is found as it is spelled, and each user but one
/// has an address. When a user was made is not known there.
class PiccoloUserStore final : public UserStore {
public:
    PiccoloUserStore(SqliteReaders& readers, SqliteWriter& writer, const Identifier& table, const Identifier& ids,
                     SessionOwners& owners);

    bool tells_spellings_apart() const noexcept override { return true; }
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
        Statements(const std::string& table, const std::string& ids);

        std::string find_by_name, find_by_id, list, create, set_password, upgrade_password, set_active, keep_last_id,
            remove, record_login;
    };

    /// In every table of sessions that is known to hold those of these users.
    void end_sessions(SqliteConnection& connection, UserId user) const;

    SqliteReaders& readers_;
    SqliteWriter& writer_;
    SessionOwners& owners_;
    const std::string table_;
    const Statements sql_;
};

}  // namespace ostiary
