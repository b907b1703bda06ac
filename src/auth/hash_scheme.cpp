#include "auth/hash_scheme.hpp"

#include <array>

#include "auth/argon2id_scheme.hpp"
#include "auth/bcrypt_scheme.hpp"
#include "auth/pbkdf2_scheme.hpp"

namespace ostiary {

const HashScheme* find_hash_scheme(std::string_view stored) {
    static const Argon2idScheme argon2id;
    static const Pbkdf2Scheme pbkdf2;
    static const BcryptScheme bcrypt;
    static const std::array<const HashScheme*, 3> schemes{&argon2id, &pbkdf2, &bcrypt};
    for (const HashScheme* scheme : schemes) {
        if (scheme->owns(stored)) return scheme;
    }
    return nullptr;
}

}  // namespace ostiary
