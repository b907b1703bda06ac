#include <algorithm>
#include <cctype>

#include "auth/argon2id.hpp"
#include "auth/hash_scheme.hpp"
#include "fuzz_target.hpp"

namespace {

/// Hashes that take longer than an instant would leave no time to try others: no number of three digits, no bcrypt but
/// of the lowest cost.
bool is_quick(std::string_view stored) {
    std::size_t digits = 0;
    for (const char c : stored) {
        digits = std::isdigit(static_cast<unsigned char>(c)) != 0 ? digits + 1 : 0;
        if (digits > 2 && !stored.starts_with("pbkdf2")) return false;
        if (digits > 3) return false;
    }
    return stored.find("$2") == std::string_view::npos || stored.find("$04$") != std::string_view::npos;
}

}  // namespace

OSTIARY_FUZZ_TARGET(stored_hash) {
    if (const auto hash = ostiary::Argon2idHash::parse(input)) {
        ostiary::fuzz::require(hash->cost.is_bearable(), "the work is bearable");
        const auto again = ostiary::Argon2idHash::parse(hash->to_phc());
        ostiary::fuzz::require(
            again && again->cost == hash->cost && again->salt == hash->salt && again->tag == hash->tag,
            "what is written reads the same");
    }
    const ostiary::HashScheme* scheme = ostiary::find_hash_scheme(input);
    if (scheme == nullptr || !is_quick(input)) return;
    static ostiary::Argon2Arena arena;
    const auto matches = scheme->verify(ostiary::Secret{"password"}, input, arena);
    const auto other = scheme->verify(ostiary::Secret{"Password"}, input, arena);
    ostiary::fuzz::require(matches.has_value() == other.has_value(), "whether it can be read is not the password's");
    ostiary::fuzz::require(!(matches.value_or(false) && other.value_or(false)), "two passwords don't both match");
}
