#pragma once

#include <cstddef>
#include <span>

namespace ostiary {

/// Fills `bytes` from OpenSSL's generator, which is seeded by the system and safe across a fork. Throws
/// `std::runtime_error` where it fails: no weaker source stands in.
void fill_random(std::span<std::byte> bytes);

}  // namespace ostiary
