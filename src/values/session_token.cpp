#include <ostiary/values/session_token.hpp>

#include <openssl/sha.h>

#include <algorithm>

#include "values/encoding.hpp"
#include "values/random.hpp"

namespace ostiary {
namespace {

bool is_base64url(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

}  // namespace

SessionToken SessionToken::generate() {
    std::array<std::byte, 32> bytes{};
    fill_random(bytes);
    return SessionToken{to_base64url(bytes)};
}

std::optional<SessionToken> SessionToken::parse(std::string_view text) {
    if (text.size() != text_length || !std::ranges::all_of(text, is_base64url)) return std::nullopt;
    return SessionToken{std::string{text}};
}

TokenHash SessionToken::hash() const {
    TokenHash hash;
    const std::string_view text = reveal();
    SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
           reinterpret_cast<unsigned char*>(hash.bytes.data()));
    return hash;
}

}  // namespace ostiary
