#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include <nettle/hmac.h>

#include <ostiary/values/instant.hpp>
#include <ostiary/values/secret.hpp>

namespace ostiary {

/// Tokens that show a request to come from a page that was made for this very session: random bytes and the time, with
/// an HMAC-SHA256 of them and of what they are bound to (OWASP CSRF, signed double-submit cookie). Nothing is stored.
/// Thread-safe.
class CsrfTokens {
public:
    static constexpr std::size_t least_secret_bytes = 32;

    /// Throws `ConfigError` that names the option, and never says what the secret is.
    CsrfTokens(const Secret& secret, std::chrono::seconds max_age);
    CsrfTokens(const CsrfTokens&) = delete;
    CsrfTokens& operator=(const CsrfTokens&) = delete;
    ~CsrfTokens();

    /// A fresh token. `binding` is what ties it to a session, such as the session's token, which can't be read
    /// out of it; empty where there is none.
    [[nodiscard]] std::string issue(std::string_view binding, Instant now) const;

    enum class Standing {
        refused,  ///< None of ours, of another session, or too old.
        aging,    ///< Good, and more than half of its life is over: time for the next one.
        good,
    };
    [[nodiscard]] Standing check(std::string_view token, std::string_view binding, Instant now) const;

private:
    [[nodiscard]] std::string sign(std::string_view head, std::string_view binding) const;

    hmac_sha256_ctx key_{};
    const std::chrono::seconds max_age_;
};

}  // namespace ostiary
