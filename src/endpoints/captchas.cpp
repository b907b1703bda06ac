#include <ostiary/endpoints/captchas.hpp>

#include <algorithm>
#include <utility>

#include <ostiary/ports/log.hpp>
#include <ostiary/values/errors.hpp>

#include "endpoints/captcha_verdict.hpp"
#include "endpoints/https_post.hpp"

namespace ostiary {
namespace {

constexpr std::size_t longest_token = 8 * 1024;

struct Provider {
    const char* name;
    const char* verify_url;
    const char* script;
    const char* css_class;
    const char* token_field;
    std::vector<std::string> csp_sources;
};

bool is_key(std::string_view key) {
    return !key.empty() && key.size() <= 200 && std::ranges::all_of(key, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
               c == '.';
    });
}

std::optional<std::string> validate(const Provider& provider, const Secret& secret, const CaptchaOptions& options,
                                    const http::Request& request, std::string_view token) {
    if (token.empty() || token.size() > longest_token) return "Please complete the captcha.";
    const std::string url = options.verify_url.empty() ? provider.verify_url : options.verify_url;
    const auto answer = https_post(
        url, {{"secret", secret.reveal()}, {"response", token}, {"remoteip", request.client}}, options.timeout);
    const auto verdict = answer ? judge_captcha(*answer, options.hostname) : CaptchaVerdict::unreadable;
    if (verdict == CaptchaVerdict::human) return std::nullopt;
    if (verdict == CaptchaVerdict::refused) return "The captcha was not solved. Please try again.";
    log({LogLevel::error,
         "captcha_unavailable",
         {{"provider", provider.name}, {"reason", answer ? "its answer can't be read" : answer.error()}}});
    return "The captcha could not be checked. Please try again.";
}

Captcha make(Provider provider, const std::string& site_key, Secret secret_key, CaptchaOptions options) {
    const std::string name = provider.name;
    if (!is_key(site_key)) throw ConfigError(name + ": the site key is missing or malformed");
    if (!is_key(secret_key.reveal())) throw ConfigError(name + ": the secret key is missing or malformed");
    Captcha captcha{.form_html = "<div class=\"" + std::string{provider.css_class} + "\" data-sitekey=\"" + site_key +
                                 "\"></div><script src=\"" + provider.script + "\" async defer></script>",
                    .token_field = provider.token_field,
                    .csp_sources = provider.csp_sources};
    captcha.validator = [provider = std::move(provider), secret = std::move(secret_key), options = std::move(options)](
                            const http::Request& request, std::string_view token) {
        return validate(provider, secret, options, request, token);
    };
    return captcha;
}

}  // namespace

Captcha hcaptcha(std::string site_key, Secret secret_key, CaptchaOptions options) {
    return make({.name = "hcaptcha",
                 .verify_url = "https://api.hcaptcha.com/siteverify",
                 .script = "https://js.hcaptcha.com/1/api.js",
                 .css_class = "h-captcha",
                 .token_field = "h-captcha-response",
                 .csp_sources = {"https://hcaptcha.com", "https://*.hcaptcha.com"}},
                site_key, std::move(secret_key), std::move(options));
}

Captcha recaptcha_v2(std::string site_key, Secret secret_key, CaptchaOptions options) {
    return make({.name = "recaptcha_v2",
                 .verify_url = "https://www.google.com/recaptcha/api/siteverify",
                 .script = "https://www.google.com/recaptcha/api.js",
                 .css_class = "g-recaptcha",
                 .token_field = "g-recaptcha-response",
                 .csp_sources = {"https://www.google.com/recaptcha/", "https://www.gstatic.com/recaptcha/"}},
                site_key, std::move(secret_key), std::move(options));
}

Captcha turnstile(std::string site_key, Secret secret_key, CaptchaOptions options) {
    return make({.name = "turnstile",
                 .verify_url = "https://challenges.cloudflare.com/turnstile/v0/siteverify",
                 .script = "https://challenges.cloudflare.com/turnstile/v0/api.js",
                 .css_class = "cf-turnstile",
                 .token_field = "cf-turnstile-response",
                 .csp_sources = {"https://challenges.cloudflare.com"}},
                site_key, std::move(secret_key), std::move(options));
}

}  // namespace ostiary
