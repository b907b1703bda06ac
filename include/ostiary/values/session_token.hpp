#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <ostiary/values/secret.hpp>

namespace ostiary {

/// SHA-256 of a session token: what a store holds in the token's place, so that a stolen database opens no session
/// (ASVS 5.0, 11.5.1; OWASP Session Management).
struct TokenHash {
    std::array<std::byte, 32> bytes{};

    auto operator<=>(const TokenHash&) const = default;
};

/// The secret that a session cookie carries: 256 random bits as 43 characters of base64url (RFC 4648, section 5).
class SessionToken {
public:
    static constexpr std::size_t text_length = 43;

    /// A fresh token from the operating system's generator. Throws `std::runtime_error` where that fails.
    [[nodiscard]] static SessionToken generate();

    /// The token that `text` spells, or nothing where it can't be one of ours. No lookup is spent on such a text.
    [[nodiscard]] static std::optional<SessionToken> parse(std::string_view text);

    [[nodiscard]] std::string_view reveal() const noexcept { return text_.reveal(); }
    [[nodiscard]] TokenHash hash() const;

private:
    explicit SessionToken(std::string text) : text_(std::move(text)) {}

    Secret text_;
};

}  // namespace ostiary
