#pragma once

#include <string>

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

/// A hash as piccolo_api makes it, with a salt of its own.
[[nodiscard]] std::string make_piccolo_hash(const Secret& password);
/// Whether piccolo_api can read it and would make no stronger one itself.
[[nodiscard]] bool is_current_piccolo_hash(std::string_view stored);

}  // namespace ostiary
