#pragma once

#include "auth/hash_scheme.hpp"

namespace ostiary {

/// bcrypt: `$2a$`, `$2b$` and `$2y$`, and Django's `bcrypt$…` and `bcrypt_sha256$…` around them. bcrypt reads a
/// password up to its first NUL and 72 bytes at most; a password with a NUL is refused, what lies beyond 72 bytes was
/// never part of such a hash.
class BcryptScheme : public HashScheme {
public:
    [[nodiscard]] bool owns(std::string_view stored) const override;
    [[nodiscard]] std::optional<bool> verify(const Secret& password, std::string_view stored,
                                             Argon2Arena& arena) const override;
};

}  // namespace ostiary
