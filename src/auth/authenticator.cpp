#include "auth/authenticator.hpp"

#include <utility>

#include <ostiary/auth/username.hpp>
#include <ostiary/values/errors.hpp>

namespace ostiary {

Authenticator::Authenticator(std::shared_ptr<UserStore> users, std::shared_ptr<PasswordHasher> hasher,
                             bool upgrade_hashes)
    : users_(std::move(users)), hasher_(std::move(hasher)), upgrade_hashes_(upgrade_hashes) {}

AuthenticationResult Authenticator::check(std::string_view typed_name, const Secret& password) {
    const auto username = canonical_username(typed_name);
    const auto record = username ? users_->find(*username) : std::nullopt;
    const bool right = hasher_->verify(password, record ? record->password_hash : "");
    if (!record) return Refused{"unknown user"};
    if (!right) return Refused{"wrong password"};
    if (!record->user.active) return Refused{"inactive user"};

    Authenticated authenticated{.user = record->user, .password_hash = record->password_hash};
    if (upgrade_hashes_ && hasher_->should_upgrade(password, record->password_hash)) upgrade(authenticated, password);
    return authenticated;
}

void Authenticator::upgrade(Authenticated& authenticated, const Secret& password) {
    try {
        std::string stronger = hasher_->hash(password);
        authenticated.upgraded = users_->upgrade_password(authenticated.user.id, authenticated.password_hash, stronger);
        if (authenticated.upgraded) {
            authenticated.password_hash = std::move(stronger);
            return;
        }
        // Another login of the same user was quicker, or the password was changed: which of them, the hash tells.
        const auto record = users_->find(authenticated.user.id);
        if (record && hasher_->verify(password, record->password_hash)) {
            authenticated.password_hash = record->password_hash;
        }
    } catch (const HashingBusy&) {
        // The next login will do it.
    }
}

bool Authenticator::is_current(const Authenticated& authenticated) {
    const auto record = users_->find(authenticated.user.id);
    return record && record->user.active && record->password_hash == authenticated.password_hash;
}

}  // namespace ostiary
