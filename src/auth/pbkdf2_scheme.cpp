#include "auth/pbkdf2_scheme.hpp"

#include <nettle/pbkdf2.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <vector>

#include "auth/constant_time.hpp"
#include "values/encoding.hpp"

namespace ostiary {
namespace {

constexpr std::string_view prefix = "pbkdf2_sha256$";
constexpr std::size_t digest_bytes = 32;
constexpr std::uint32_t most_rounds = 10'000'000;

struct Pbkdf2Hash {
    std::uint32_t rounds = 0;
    std::string_view salt{};
    std::vector<std::byte> digest{};
};

std::optional<std::uint32_t> parse_rounds(std::string_view text) {
    std::uint32_t rounds = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), rounds);
    if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    if (rounds < 1 || rounds > most_rounds) return std::nullopt;
    return rounds;
}

std::optional<Pbkdf2Hash> parse(std::string_view stored) {
    constexpr std::size_t longest = 512;
    if (stored.size() > longest) return std::nullopt;
    stored.remove_prefix(prefix.size());
    const std::size_t first = stored.find('$');
    const std::size_t last = stored.rfind('$');
    // Equal where there is but one, or none.
    if (first == last) return std::nullopt;

    const auto rounds = parse_rounds(stored.substr(0, first));
    const std::string_view salt = stored.substr(first + 1, last - first - 1);
    const std::string_view text = stored.substr(last + 1);
    auto digest = text.size() == 2 * digest_bytes ? from_hex(text) : from_base64(text);
    if (!rounds || salt.empty() || salt.contains('$') || !digest || digest->size() != digest_bytes) return std::nullopt;
    return Pbkdf2Hash{*rounds, salt, std::move(*digest)};
}

const std::uint8_t* octets(std::string_view text) {
    return reinterpret_cast<const std::uint8_t*>(text.data());
}

}  // namespace

bool Pbkdf2Scheme::owns(std::string_view stored) const {
    return stored.starts_with(prefix);
}

std::optional<bool> Pbkdf2Scheme::verify(const Secret& password, std::string_view stored,
                                         Argon2Arena& /*arena*/) const {
    const auto hash = parse(stored);
    if (!hash) return std::nullopt;
    const std::string_view text = password.reveal();
    std::array<std::byte, digest_bytes> digest{};
    pbkdf2_hmac_sha256(text.size(), octets(text), hash->rounds, hash->salt.size(), octets(hash->salt), digest.size(),
                       reinterpret_cast<std::uint8_t*>(digest.data()));
    return same_bytes(digest, hash->digest);
}

}  // namespace ostiary
