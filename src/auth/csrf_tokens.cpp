#include "auth/csrf_tokens.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <span>

#include <ostiary/values/errors.hpp>

#include "auth/constant_time.hpp"
#include "values/encoding.hpp"
#include "values/random.hpp"

namespace ostiary {
namespace {

/// A token is its head, which is random characters and the time in hexadecimal, and the head's signature. What is
/// signed is the text itself, so nothing of a token is read before it is known to be ours.
constexpr std::size_t random_characters = 22;
constexpr std::size_t time_characters = 12;
constexpr std::size_t head_characters = random_characters + time_characters;

std::string fresh_head(Instant now) {
    std::array<std::byte, 16> random{};
    fill_random(random);
    std::string head = to_base64url(random);
    std::array<char, 16> digits{};
    const auto end =
        std::to_chars(digits.data(), digits.data() + digits.size(), now.time_since_epoch().count(), 16).ptr;
    const std::string_view time{digits.data(), end};
    head.append(time_characters - time.size(), '0');
    return head.append(time);
}

Instant time_in(std::string_view head) {
    std::int64_t milliseconds = 0;
    const std::string_view digits = head.substr(random_characters);
    std::from_chars(digits.data(), digits.data() + digits.size(), milliseconds, 16);
    return Instant{std::chrono::milliseconds(milliseconds)};
}

std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span{text});
}

void take(hmac_sha256_ctx& hmac, std::string_view text) {
    hmac_sha256_update(&hmac, text.size(), reinterpret_cast<const std::uint8_t*>(text.data()));
}

}  // namespace

CsrfTokens::CsrfTokens(const Secret& secret, std::chrono::seconds max_age) : max_age_(max_age) {
    const std::string_view key = secret.reveal();
    if (key.size() < least_secret_bytes) throw ConfigError("secret must be at least 32 random bytes");
    // Not a measure of randomness, but it catches what stands in an example or was typed to get past the length.
    std::array<bool, 256> seen{};
    for (const char c : key) seen[static_cast<unsigned char>(c)] = true;
    if (std::ranges::count(seen, true) < 8) throw ConfigError("secret must be random: it repeats a few bytes");
    if (max_age <= std::chrono::seconds(0) || max_age > std::chrono::hours(24 * 366))
        throw ConfigError("max_age must be 1 second to 366 days");
    hmac_sha256_set_key(&key_, key.size(), reinterpret_cast<const std::uint8_t*>(key.data()));
}

CsrfTokens::~CsrfTokens() {
    OPENSSL_cleanse(&key_, sizeof key_);
}

std::string CsrfTokens::issue(std::string_view binding, Instant now) const {
    const std::string head = fresh_head(now);
    return head + sign(head, binding);
}

CsrfTokens::Standing CsrfTokens::check(std::string_view token, std::string_view binding, Instant now) const {
    const std::string_view head = token.substr(0, head_characters);
    // Of a shorter one, some bytes that are signed as the binding could stand in for the head's end.
    if (head.size() != head_characters) return Standing::refused;
    const std::string signature = sign(head, binding);
    if (!same_bytes(bytes_of(token.substr(head.size())), bytes_of(signature))) return Standing::refused;
    const auto age = now - time_in(head);
    if (age >= max_age_) return Standing::refused;
    return 2 * age >= max_age_ ? Standing::aging : Standing::good;
}

std::string CsrfTokens::sign(std::string_view head, std::string_view binding) const {
    hmac_sha256_ctx hmac = key_;
    take(hmac, head);
    take(hmac, binding);
    std::array<std::byte, SHA256_DIGEST_SIZE> digest{};
    hmac_sha256_digest(&hmac, digest.size(), reinterpret_cast<std::uint8_t*>(digest.data()));
    OPENSSL_cleanse(&hmac, sizeof hmac);
    return to_base64url(digest);
}

}  // namespace ostiary
