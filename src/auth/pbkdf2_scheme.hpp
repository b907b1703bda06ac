#pragma once

#include "auth/hash_scheme.hpp"

namespace ostiary {

/// `pbkdf2_sha256$ROUNDS$SALT$DIGEST` of piccolo_api (the digest in hex) and Django (in base64): PBKDF2-HMAC-SHA256
/// (RFC 8018) over the password's bytes, with the salt's own characters as the salt.
class Pbkdf2Scheme : public HashScheme {
public:
    [[nodiscard]] bool owns(std::string_view stored) const override;
    [[nodiscard]] std::optional<bool> verify(const Secret& password, std::string_view stored,
                                             Argon2Arena& arena) const override;
};

}  // namespace ostiary
