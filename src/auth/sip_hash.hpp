#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace ostiary {

/// SipHash-2-4 (Aumasson and Bernstein, 2012): who doesn't know the key can't choose texts that fall together in a
/// table.
class SipHash {
public:
    using Key = std::array<std::uint64_t, 2>;

    explicit SipHash(const Key& key) noexcept : key_(key) {}
    /// With a key from the system's generator.
    [[nodiscard]] static SipHash with_random_key();

    [[nodiscard]] std::uint64_t operator()(std::string_view text) const noexcept;

private:
    Key key_;
};

}  // namespace ostiary
