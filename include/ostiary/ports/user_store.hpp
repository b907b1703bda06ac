#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ostiary/values/user.hpp>

namespace ostiary {

/// A user together with the stored form of the password. Never leaves the auth layer.
struct UserRecord {
    User user{};
    std::string password_hash{};  ///< A PHC string, or a row of `piccolo_api` or Django; empty: no password fits.
};

struct NewUser {
    Username username{};
    std::string email{};  ///< May be empty; otherwise unique without regard to case.
    std::string password_hash{};
    bool active = true;
    bool admin = false;
    bool superuser = false;
    Instant created_at{};
};

/// Where users live. Thread-safe. Every call throws `StoreError` where the store fails; what was acknowledged is on the
/// disk, what threw is not done.
class UserStore {
public:
    virtual ~UserStore() = default;

    /// Whether `Bob` and `bob` may be two users here, as in piccolo's tables; elsewhere they are one.
    [[nodiscard]] virtual bool tells_spellings_apart() const noexcept { return false; }

    [[nodiscard]] virtual std::optional<UserRecord> find(const Username& username) = 0;
    [[nodiscard]] virtual std::optional<UserRecord> find(UserId id) = 0;
    /// Users in the order of their ids, those after `after`, at most `limit`.
    [[nodiscard]] virtual std::vector<User> list(UserId after, std::size_t limit) = 0;

    /// The new user's id, or nothing where the name or the address is taken. Of many at once with one name, one wins.
    [[nodiscard]] virtual std::optional<UserId> create(const NewUser& user) = 0;

    /// Sets a new password and ends every session of the user, in one transaction: never the new hash with the old
    /// sessions (ASVS 5.0, 7.4.3). False where the user doesn't exist.
    virtual bool set_password(UserId id, std::string_view password_hash) = 0;
    /// The same, only if the stored form still is `old_hash`: of two who change a password at once one succeeds.
    virtual bool change_password(UserId id, std::string_view old_hash, std::string_view new_hash) = 0;
    /// Replaces the stored form of an unchanged password, only if it still is `old_hash`; sessions stay.
    virtual bool upgrade_password(UserId id, std::string_view old_hash, std::string_view new_hash) = 0;
    /// Enables or disables. Disabling ends every session of the user in the same transaction.
    virtual bool set_active(UserId id, bool active) = 0;
    /// Deletes the user with its sessions. The id is never used again.
    virtual bool remove(UserId id) = 0;
    virtual void record_login(UserId id, Instant at) = 0;
};

}  // namespace ostiary
