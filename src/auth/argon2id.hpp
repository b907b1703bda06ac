#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <ostiary/values/secret.hpp>

#include "auth/argon2_arena.hpp"

namespace ostiary {

struct Argon2idCost {
    std::uint32_t memory_kib = 0;
    std::uint32_t iterations = 0;
    std::uint32_t parallelism = 0;

    bool operator==(const Argon2idCost&) const = default;

    /// Whether we do this much work for one password. A damaged or hostile row can ask for 4 TiB and for years.
    [[nodiscard]] bool is_bearable() const noexcept;
    /// Whether no parameter is below that of `other`.
    [[nodiscard]] bool is_at_least(const Argon2idCost& other) const noexcept;
};

/// What a PHC string of argon2id holds, and what one is made from.
struct Argon2idHash {
    Argon2idCost cost{};
    std::vector<std::byte> salt{};
    std::vector<std::byte> tag{};

    /// Reads `$argon2id$v=19$m=M,t=T,p=P$SALT$TAG`, strictly; nothing where it is anything else, or not bearable.
    [[nodiscard]] static std::optional<Argon2idHash> parse(std::string_view text);
    [[nodiscard]] std::string to_phc() const;
};

/// Fills `tag` (RFC 9106), computing all lanes in the calling thread, in the memory of `arena`. Throws `HashingBusy`
/// where the system has no memory.
void compute_argon2id(const Argon2idCost& cost, std::span<const std::byte> salt, const Secret& password,
                      Argon2Arena& arena, std::span<std::byte> tag);

/// A hash of `password` under a fresh salt.
[[nodiscard]] Argon2idHash make_argon2id(const Argon2idCost& cost, const Secret& password, Argon2Arena& arena);

}  // namespace ostiary
