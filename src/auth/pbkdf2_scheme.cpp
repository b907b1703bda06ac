#include "auth/pbkdf2_scheme.hpp"

#include <nettle/pbkdf2.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <vector>

#include "auth/constant_time.hpp"
#include "values/encoding.hpp"
#include "values/random.hpp"

namespace ostiary {
namespace {

constexpr std::string_view prefix = "pbkdf2_sha256$";
constexpr std::size_t digest_bytes = 32;
constexpr std::size_t piccolo_salt_bytes = 16;
constexpr std::uint32_t most_rounds = 10'000'000;
/// What piccolo_api makes; of OWASP's Password Storage Cheat Sheet.
constexpr std::uint32_t piccolo_rounds = 600'000;

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

std::array<std::byte, digest_bytes> derive(const Secret& password, std::uint32_t rounds, std::string_view salt) {
    const std::string_view text = password.reveal();
    std::array<std::byte, digest_bytes> digest{};
    pbkdf2_hmac_sha256(text.size(), octets(text), rounds, salt.size(), octets(salt), digest.size(),
                       reinterpret_cast<std::uint8_t*>(digest.data()));
    return digest;
}

}  // namespace

bool Pbkdf2Scheme::owns(std::string_view stored) const {
    return stored.starts_with(prefix);
}

std::optional<bool> Pbkdf2Scheme::verify(const Secret& password, std::string_view stored,
                                         Argon2Arena& /*arena*/) const {
    const auto hash = parse(stored);
    if (!hash) return std::nullopt;
    return same_bytes(derive(password, hash->rounds, hash->salt), hash->digest);
}

std::string make_piccolo_hash(const Secret& password) {
    std::array<std::byte, piccolo_salt_bytes> bytes{};
    fill_random(bytes);
    const std::string salt = to_hex(bytes);
    const auto digest = derive(password, piccolo_rounds, salt);
    return std::string{prefix} + std::to_string(piccolo_rounds) + "$" + salt + "$" + to_hex(digest);
}

bool is_current_piccolo_hash(std::string_view stored) {
    if (!stored.starts_with(prefix)) return false;
    const auto hash = parse(stored);
    // Django's digest is shorter, and piccolo_api would compare it with its own hex.
    return hash && hash->rounds >= piccolo_rounds && stored.substr(stored.rfind('$') + 1).size() == 2 * digest_bytes;
}

}  // namespace ostiary
