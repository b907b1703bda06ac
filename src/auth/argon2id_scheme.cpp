#include "auth/argon2id_scheme.hpp"

#include <vector>

#include "auth/argon2id.hpp"
#include "auth/constant_time.hpp"

namespace ostiary {
namespace {

constexpr std::string_view django = "argon2";

}  // namespace

bool Argon2idScheme::owns(std::string_view stored) const {
    return stored.starts_with("$argon2id$") || stored.starts_with("argon2$argon2id$");
}

std::optional<bool> Argon2idScheme::verify(const Secret& password, std::string_view stored, Argon2Arena& arena) const {
    if (stored.starts_with(django)) stored.remove_prefix(django.size());
    const auto hash = Argon2idHash::parse(stored);
    if (!hash) return std::nullopt;
    std::vector<std::byte> tag(hash->tag.size());
    compute_argon2id(hash->cost, hash->salt, password, arena, tag);
    return same_bytes(tag, hash->tag);
}

}  // namespace ostiary
