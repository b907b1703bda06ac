#pragma once

#include "auth/hash_scheme.hpp"

namespace ostiary {

/// `$argon2id$…`: our own, and everybody's who writes PHC strings; Django's with `argon2` before it.
class Argon2idScheme : public HashScheme {
public:
    [[nodiscard]] bool owns(std::string_view stored) const override;
    [[nodiscard]] std::optional<bool> verify(const Secret& password, std::string_view stored,
                                             Argon2Arena& arena) const override;
};

}  // namespace ostiary
