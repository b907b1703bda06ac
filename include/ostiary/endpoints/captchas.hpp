#pragma once

#include <chrono>
#include <string>

#include <ostiary/ports/captcha.hpp>
#include <ostiary/values/secret.hpp>

namespace ostiary {

struct CaptchaOptions {
    /// Refuse an answer that was given on another host; empty: not checked.
    std::string hostname{};
    /// How long the provider may take before the login is refused.
    std::chrono::milliseconds timeout = std::chrono::seconds(5);
    /// The provider's address; only tests change it.
    std::string verify_url{};
};

/// Each sends the answer and the client's address to the provider over verified HTTPS, and shows the provider's script
/// on the page. A provider that is down, slow or unreadable refuses (security.md, line 81). Throws `ConfigError` for an
/// empty or malformed key.
[[nodiscard]] Captcha hcaptcha(std::string site_key, Secret secret_key, CaptchaOptions options = {});
[[nodiscard]] Captcha recaptcha_v2(std::string site_key, Secret secret_key, CaptchaOptions options = {});
[[nodiscard]] Captcha turnstile(std::string site_key, Secret secret_key, CaptchaOptions options = {});

}  // namespace ostiary
