#include "auth/sip_hash.hpp"

#include <bit>
#include <cstddef>
#include <span>

#include "values/random.hpp"

namespace ostiary {
namespace {

struct SipState {
    std::uint64_t a, b, c, d;

    void rounds(int count) noexcept {
        for (int i = 0; i < count; ++i) {
            a += b;
            c += d;
            b = std::rotl(b, 13) ^ a;
            d = std::rotl(d, 16) ^ c;
            a = std::rotl(a, 32) + d;
            c += b;
            d = std::rotl(d, 21) ^ a;
            b = std::rotl(b, 17) ^ c;
            c = std::rotl(c, 32);
        }
    }

    void take(std::uint64_t word) noexcept {
        d ^= word;
        rounds(2);
        a ^= word;
    }
};

/// Up to eight bytes, the first one lowest.
std::uint64_t little_endian(std::string_view bytes) noexcept {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        word |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    return word;
}

}  // namespace

SipHash SipHash::with_random_key() {
    Key key{};
    fill_random(std::as_writable_bytes(std::span{key}));
    return SipHash{key};
}

std::uint64_t SipHash::operator()(std::string_view text) const noexcept {
    SipState state{key_[0] ^ 0x736f6d6570736575, key_[1] ^ 0x646f72616e646f6d, key_[0] ^ 0x6c7967656e657261,
                   key_[1] ^ 0x7465646279746573};
    const std::uint64_t length = text.size();
    for (; text.size() >= 8; text.remove_prefix(8)) state.take(little_endian(text.substr(0, 8)));
    state.take(little_endian(text) | length << 56);
    state.c ^= 0xFF;
    state.rounds(4);
    return state.a ^ state.b ^ state.c ^ state.d;
}

}  // namespace ostiary
