#pragma once

#include <memory>
#include <string_view>
#include <variant>

#include <ostiary/ports/password_hasher.hpp>
#include <ostiary/ports/user_store.hpp>

namespace ostiary {

/// What a user proved to be; `password_hash` is what the store held once the password was found right.
struct Authenticated {
    User user{};
    std::string password_hash{};
    bool upgraded = false;
};
/// Which of them it was is for the audit log alone; the client is told none.
struct Refused {
    std::string_view reason;
};
using AuthenticationResult = std::variant<Authenticated, Refused>;

/// Name and password → user. An unknown user costs a hash like any other, and so do an inactive one and an unusable
/// hash (ASVS 5.0, 6.3.8). Thread-safe; throws `HashingBusy` and `StoreError`, and charges no try then.
class Authenticator {
public:
    Authenticator(std::shared_ptr<UserStore> users, std::shared_ptr<PasswordHasher> hasher, bool upgrade_hashes);

    [[nodiscard]] AuthenticationResult check(std::string_view typed_name, const Secret& password);
    /// Whether the password that was found right is still the user's: one that was changed meanwhile opens no session.
    [[nodiscard]] bool is_current(const Authenticated& authenticated);

private:
    void upgrade(Authenticated& authenticated, const Secret& password);

    std::shared_ptr<UserStore> users_;
    std::shared_ptr<PasswordHasher> hasher_;
    bool upgrade_hashes_;
};

}  // namespace ostiary
