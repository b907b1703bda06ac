#pragma once

#include <optional>
#include <string_view>

#include <ostiary/values/secret.hpp>

#include "auth/argon2_arena.hpp"

namespace ostiary {

/// One way in which a password may be stored, known by how the stored text begins. Thread-safe.
class HashScheme {
public:
    virtual ~HashScheme() = default;

    [[nodiscard]] virtual bool owns(std::string_view stored) const = 0;
    /// Whether it is the password; nothing where the text is damaged or asks for more work than is bearable.
    [[nodiscard]] virtual std::optional<bool> verify(const Secret& password, std::string_view stored,
                                                     Argon2Arena& arena) const = 0;
};

/// The scheme that owns the text, or null.
[[nodiscard]] const HashScheme* find_hash_scheme(std::string_view stored);

}  // namespace ostiary
