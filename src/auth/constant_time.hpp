#pragma once

#include <openssl/crypto.h>

#include <cstddef>
#include <span>

namespace ostiary {

/// Whether the bytes are the same, in a time that depends on how many there are and not on where they differ (ASVS 5.0,
/// 11.2.4).
[[nodiscard]] inline bool same_bytes(std::span<const std::byte> left, std::span<const std::byte> right) noexcept {
    return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace ostiary
