#pragma once

#include <chrono>
#include <memory>
#include <string_view>
#include <variant>

#include <ostiary/ports/password_hasher.hpp>
#include <ostiary/ports/user_store.hpp>

#include "auth/throttle.hpp"

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
struct Throttled {
    std::chrono::milliseconds retry_after{};
};
using AuthenticationResult = std::variant<Authenticated, Refused, Throttled>;

/// Name and password → user. An unknown user costs a hash like any other, and so do an inactive one and an unusable
/// hash (ASVS 5.0, 6.3.8). Thread-safe; throws `HashingBusy` and `StoreError`, and charges no try then.
class Authenticator {
public:
    Authenticator(std::shared_ptr<UserStore> users, std::shared_ptr<PasswordHasher> hasher, Throttle throttle,
                  bool upgrade_hashes);

    [[nodiscard]] AuthenticationResult check(std::string_view typed_name, const Secret& password,
                                             std::string_view address, Instant now);
    /// Whether the password that was found right is still the user's: one that was changed meanwhile opens no session.
    [[nodiscard]] bool is_current(const Authenticated& authenticated);

private:
    [[nodiscard]] bool matches(const Username& username, const Secret& password, std::string_view stored,
                               std::string_view address);
    void upgrade(Authenticated& authenticated, const Secret& password);

    std::shared_ptr<UserStore> users_;
    std::shared_ptr<PasswordHasher> hasher_;
    Throttle throttle_;
    bool upgrade_hashes_;
};

}  // namespace ostiary
