#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include <ostiary/ports/attempt_store.hpp>
#include <ostiary/ports/audit_store.hpp>
#include <ostiary/ports/group_store.hpp>
#include <ostiary/ports/rate_store.hpp>
#include <ostiary/ports/secret_store.hpp>
#include <ostiary/ports/session_store.hpp>
#include <ostiary/ports/user_store.hpp>

namespace ostiary {

/// One database and the stores in it. Thread-safe; the stores keep it alive. Made by `open_database`.
class Database {
public:
    virtual ~Database() = default;

    /// The users in that table, which is made where it is missing. Throws `ConfigError` for a name that is not a plain
    /// identifier (a letter or `_`, then letters, digits and `_`; 63 characters at most).
    [[nodiscard]] virtual std::shared_ptr<UserStore> users(std::string_view table) = 0;
    /// The sessions in that table, of the users in the other one.
    [[nodiscard]] virtual std::shared_ptr<SessionStore> sessions(std::string_view table,
                                                                 std::string_view users_table) = 0;
    /// The groups of the users in that table. Null where the tables are piccolo's: those have none.
    [[nodiscard]] virtual std::shared_ptr<GroupStore> groups(std::string_view users_table) = 0;
    [[nodiscard]] virtual std::shared_ptr<AttemptStore> attempts() = 0;
    [[nodiscard]] virtual std::shared_ptr<AuditStore> audit() = 0;
    [[nodiscard]] virtual std::shared_ptr<RateStore> rates() = 0;
    [[nodiscard]] virtual std::shared_ptr<SecretStore> secrets() = 0;

    /// Runs `work`, in which this thread's reads may all see one moment, taken after the call: cheaper where they are
    /// many. To be short, and to read only: it doesn't see what is written meanwhile. Throws `StoreError`, before
    /// `work`.
    virtual void read_together(const std::function<void()>& work) { work(); }

    /// Returns where the database can be read and written right now; throws `StoreError` with the reason otherwise.
    virtual void check() = 0;
};

}  // namespace ostiary
