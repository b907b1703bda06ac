#include "auth/authenticator.hpp"

#include <utility>

#include <ostiary/auth/username.hpp>
#include <ostiary/values/errors.hpp>

namespace ostiary {
namespace {

/// What can name no user shares one budget, under a key that no name has.
const Username nobody{.text = {}, .key = "\x01"};

}  // namespace

Authenticator::Authenticator(std::shared_ptr<UserStore> users, std::shared_ptr<PasswordHasher> hasher,
                             Throttle throttle, bool upgrade_hashes)
    : users_(std::move(users)),
      hasher_(std::move(hasher)),
      throttle_(std::move(throttle)),
      upgrade_hashes_(upgrade_hashes) {}

AuthenticationResult Authenticator::check(std::string_view typed_name, const Secret& password, std::string_view address,
                                          Instant now) {
    const auto canonical = canonical_username(typed_name);
    const Username& username = canonical ? *canonical : nobody;
    if (const auto wait = throttle_.reserve(username, address, now)) return Throttled{*wait};

    const auto record = canonical ? users_->find(username) : std::nullopt;
    const bool right = matches(username, password, record ? record->password_hash : "", address);
    if (!record) return Refused{"unknown user"};
    if (!right) return Refused{"wrong password"};
    if (!record->user.active) return Refused{"inactive user"};

    throttle_.clear(username, address);
    Authenticated authenticated{.user = record->user, .password_hash = record->password_hash};
    if (upgrade_hashes_ && hasher_->is_outdated(record->password_hash)) upgrade(authenticated, password);
    return authenticated;
}

bool Authenticator::matches(const Username& username, const Secret& password, std::string_view stored,
                            std::string_view address) {
    try {
        return hasher_->verify(password, stored);
    } catch (const HashingBusy&) {
        throttle_.release(username, address);
        throw;
    }
}

void Authenticator::upgrade(Authenticated& authenticated, const Secret& password) {
    try {
        std::string stronger = hasher_->hash(password);
        if (!users_->upgrade_password(authenticated.user.id, authenticated.password_hash, stronger)) return;
        authenticated.password_hash = std::move(stronger);
        authenticated.upgraded = true;
    } catch (const HashingBusy&) {
        // The next login will do it.
    }
}

bool Authenticator::is_current(const Authenticated& authenticated) {
    const auto record = users_->find(authenticated.user.id);
    return record && record->user.active && record->password_hash == authenticated.password_hash;
}

}  // namespace ostiary
