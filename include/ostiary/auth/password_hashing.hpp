#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include <ostiary/ports/password_hasher.hpp>

namespace ostiary {

/// What a new hash is.
enum class PasswordScheme {
    argon2id,  ///< RFC 9106.
    /// `pbkdf2_sha256$600000$SALT$HEX`, for a table that piccolo_api reads as well (`TablePreset::piccolo`). Costs a
    /// login more time than argon2id, and an attacker with graphics cards far less.
    pbkdf2_sha256,
};

/// How passwords are hashed: argon2id (RFC 9106). Memory in use is `slots` × `memory_kib`.
struct PasswordHashing {
    /// KiB a hash fills. The default and the least that is accepted is OWASP's 19 MiB; RFC 9106's second choice is
    /// 65,536 with `iterations` 3 and `parallelism` 4. More costs an attacker, and each login, memory and time.
    std::uint32_t memory_kib = 19'456;
    /// Passes over that memory; at least 2.
    std::uint32_t iterations = 2;
    /// Lanes; 1 to 16. Computed by one thread here, so more lanes cost no more threads.
    std::uint32_t parallelism = 1;
    /// Hashes at once. 0: one less than the machine's processors, at least one.
    std::size_t slots = 0;
    /// Hashes that may wait for a slot; beyond that the answer is 503.
    std::size_t queue = 32;
    /// The fields about memory, passes and lanes are argon2id's alone.
    PasswordScheme scheme = PasswordScheme::argon2id;
};

/// A hasher that makes argon2id, or what `scheme` says, and verifies argon2id, `pbkdf2_sha256$…` of piccolo_api and
/// Django, and bcrypt. Its threads run at a lower priority, so that session checks never wait behind passwords; an idle
/// slot gives its memory back. Throws `ConfigError` that names the field.
[[nodiscard]] std::shared_ptr<PasswordHasher> make_password_hasher(const PasswordHashing& options);

/// The process's own hasher with the default options, made at the first call. What endpoints use unless told otherwise,
/// so that all of them share one set of slots.
[[nodiscard]] std::shared_ptr<PasswordHasher> default_password_hasher();

}  // namespace ostiary
