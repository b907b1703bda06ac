#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <ostiary/auth/password_hashing.hpp>

#include "auth/argon2id.hpp"
#include "auth/hashing_pool.hpp"

namespace ostiary {

/// Makes the scheme of its options and verifies every one, in the slots of one pool. Takes its options as they are, so
/// that tests may hash with less memory than `make_password_hasher` accepts.
class PooledPasswordHasher : public PasswordHasher {
public:
    explicit PooledPasswordHasher(const PasswordHashing& options);

    [[nodiscard]] std::string hash(const Secret& password) override;
    [[nodiscard]] bool verify(const Secret& password, std::string_view stored) override;
    [[nodiscard]] bool should_upgrade(const Secret& password, std::string_view stored) const override;
    [[nodiscard]] Load load() const override { return pool_.load(); }

private:
    [[nodiscard]] std::string hash_in(Argon2Arena& arena, const Secret& password) const;
    [[nodiscard]] bool verify_in(Argon2Arena& arena, const Secret& password, std::string_view stored) const;

    PasswordScheme scheme_;
    Argon2idCost cost_;
    HashingPool pool_;
};

}  // namespace ostiary
