#include "auth/pooled_password_hasher.hpp"

#include <ostiary/ports/log.hpp>

#include "auth/hash_scheme.hpp"
#include "auth/pbkdf2_scheme.hpp"

namespace ostiary {
namespace {

/// Nobody's password: unknown users have an empty text, Django marks an account without one by `!`.
bool is_blank(std::string_view stored) {
    return stored.empty() || stored.starts_with('!');
}

std::optional<bool> verify_stored(const Secret& password, std::string_view stored, Argon2Arena& arena) {
    const HashScheme* const scheme = find_hash_scheme(stored);
    if (!scheme) return std::nullopt;
    return scheme->verify(password, stored, arena);
}

HashingPool::Options pool_options(const PasswordHashing& options) {
    return {.slots = options.slots, .queue = options.queue, .arena_bytes = std::size_t{options.memory_kib} * 1024};
}

}  // namespace

PooledPasswordHasher::PooledPasswordHasher(const PasswordHashing& options)
    : scheme_(options.scheme),
      cost_{options.memory_kib, options.iterations, options.parallelism},
      pool_(pool_options(options)) {}

std::string PooledPasswordHasher::hash(const Secret& password) {
    std::string text;
    pool_.run([&](Argon2Arena& arena) { text = hash_in(arena, password); });
    return text;
}

std::string PooledPasswordHasher::hash_in(Argon2Arena& arena, const Secret& password) const {
    if (scheme_ == PasswordScheme::pbkdf2_sha256) return make_piccolo_hash(password);
    return make_argon2id(cost_, password, arena).to_phc();
}

bool PooledPasswordHasher::verify(const Secret& password, std::string_view stored) {
    bool right = false;
    pool_.run([&](Argon2Arena& arena) { right = verify_in(arena, password, stored); });
    return right;
}

bool PooledPasswordHasher::verify_in(Argon2Arena& arena, const Secret& password, std::string_view stored) const {
    if (const auto right = verify_stored(password, stored, arena)) return *right;
    if (!is_blank(stored)) log({.level = LogLevel::warning, .event = "password_hash_unusable"});
    // An account without a usable hash must not answer sooner than others (CVE-2024-39329).
    static_cast<void>(hash_in(arena, password));
    return false;
}

bool PooledPasswordHasher::should_upgrade(const Secret& password, std::string_view stored) const {
    // What follows the 72nd byte may be a slip of the finger: made the new hash, it would lock its owner out.
    const bool cut_off = stored.starts_with("$2") || stored.starts_with("bcrypt$");
    if (cut_off && password.reveal().size() > 72) return false;
    if (scheme_ == PasswordScheme::pbkdf2_sha256) return !is_current_piccolo_hash(stored);
    const auto hash = Argon2idHash::parse(stored);
    return !hash || !hash->cost.is_at_least(cost_);
}

}  // namespace ostiary
