#include "serve_options.hpp"

#include <algorithm>
#include <thread>

#include <ostiary/values/errors.hpp>

#include "secret_file.hpp"

namespace ostiary::program {
namespace {

std::optional<std::string> if_any(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional{text};
}

std::size_t slots_of(const Settings& settings) {
    if (settings.hash_slots > 0) return settings.hash_slots;
    return std::max(2U, std::thread::hardware_concurrency()) - 1;
}

/// Enough that logins which hash, wait for it, or wait for the time of their refusal leave threads for pages.
std::size_t worker_threads(const Settings& settings) {
    if (settings.worker_threads > 0) return settings.worker_threads;
    return std::max<std::size_t>(96, slots_of(settings) + settings.hash_queue + 64);
}

/// piccolo_api, which is to find our sessions, looks for the plain name.
bool has_host_prefix(const Settings& settings) {
    return !is_piccolo(settings);
}

Secret captcha_secret(const Settings& settings) {
    if (settings.captcha_secret_file.empty()) {
        if (settings.captcha_secret.empty())
            throw ConfigError("captcha_secret_file or OSTIARY_CAPTCHA_SECRET must be set where captcha is");
        return settings.captcha_secret;
    }
    if (!settings.captcha_secret.empty())
        throw ConfigError("captcha_secret_file and OSTIARY_CAPTCHA_SECRET must not both be set");
    return read_secret_file(settings.captcha_secret_file, "captcha_secret_file");
}

}  // namespace

DatabaseOptions database_options(const Settings& settings) {
    return {.audit_retention = settings.audit_retention,
            .preset = is_piccolo(settings) ? TablePreset::piccolo : TablePreset::ostiary};
}

DatabaseOptions looking_options(const Settings& settings) {
    DatabaseOptions options = database_options(settings);
    options.migrate = false;
    return options;
}

PasswordHashing hashing_options(const Settings& settings) {
    return {.memory_kib = static_cast<std::uint32_t>(settings.hash_memory),
            .iterations = static_cast<std::uint32_t>(settings.hash_iterations),
            .parallelism = static_cast<std::uint32_t>(settings.hash_parallelism),
            .slots = settings.hash_slots,
            .queue = settings.hash_queue,
            .scheme = is_piccolo(settings) ? PasswordScheme::pbkdf2_sha256 : PasswordScheme::argon2id};
}

PasswordPolicy password_policy(const Settings& settings) {
    // piccolo_api refuses a longer one unseen, at each login.
    return {.min_length = settings.password_min_length,
            .max_length = is_piccolo(settings) ? piccolo_password_policy().max_length : 0,
            .dictionary = settings.password_dictionary};
}

ThrottleOptions throttle_options(const Settings& settings) {
    return {.account_limit = static_cast<std::uint32_t>(settings.account_limit),
            .account_window = settings.account_window,
            .address_limit = static_cast<std::uint32_t>(settings.address_limit),
            .address_window = settings.address_window,
            .ipv6_prefix = static_cast<unsigned>(settings.ipv6_prefix)};
}

Styles styles(const Settings& settings) {
    return {.background_color = if_any(settings.background_color),
            .foreground_color = if_any(settings.foreground_color),
            .text_color = if_any(settings.text_color),
            .error_text_color = if_any(settings.error_text_color),
            .button_color = if_any(settings.button_color),
            .button_text_color = if_any(settings.button_text_color),
            .link_color = if_any(settings.link_color),
            .border_color = if_any(settings.border_color)};
}

std::optional<Captcha> chosen_captcha(const Settings& settings) {
    if (settings.captcha.empty()) {
        if (!settings.captcha_site_key.empty() || !settings.captcha_secret_file.empty())
            throw ConfigError("captcha must name the provider where a captcha key is set");
        return std::nullopt;
    }
    const CaptchaOptions options{.hostname = settings.captcha_hostname};
    Secret secret = captcha_secret(settings);
    if (settings.captcha_site_key.empty()) throw ConfigError("captcha_site_key must be set where captcha is");
    if (settings.captcha == "hcaptcha") return hcaptcha(settings.captcha_site_key, std::move(secret), options);
    if (settings.captcha == "turnstile") return turnstile(settings.captcha_site_key, std::move(secret), options);
    return recaptcha_v2(settings.captcha_site_key, std::move(secret), options);
}

ServerOptions server_options(const Settings& settings) {
    if (settings.refusal_time >= settings.handler_timeout)
        throw ConfigError("refusal_time must be shorter than handler_timeout, or refused logins are answered 500");
    return {.io_threads = settings.io_threads,
            .worker_threads = worker_threads(settings),
            .max_connections = settings.max_connections,
            .body_limit = settings.body_limit,
            .read_timeout = settings.read_timeout,
            .idle_timeout = settings.idle_timeout,
            .write_timeout = settings.write_timeout,
            .handler_timeout = settings.handler_timeout,
            .drain_timeout = settings.drain_timeout,
            .tls_certificate = if_any(settings.tls_certificate),
            .tls_key = if_any(settings.tls_key),
            .trusted_proxies = settings.trusted_proxies,
            .production = settings.production,
            .dangerously_allow_plain_http = settings.dangerously_allow_plain_http};
}

SessionLoginOptions login_options(const Settings& settings, const TemplateFolder& templates,
                                  std::shared_ptr<PasswordHasher> hasher) {
    return {.auth_table = settings.auth_table,
            .session_table = settings.session_table,
            .session_expiry = settings.session_expiry,
            .max_session_expiry = settings.max_session_expiry,
            .redirect_to = if_any(settings.redirect_to),
            .production = settings.production,
            .cookie_name = settings.cookie_name,
            .host_cookie_prefix = has_host_prefix(settings),
            .dangerously_share_cookie_with = if_any(settings.dangerously_share_cookie_with),
            .template_path = templates.find("session_login.html"),
            .captcha = chosen_captcha(settings),
            .styles = styles(settings),
            .next_param = "next",
            .return_hosts = settings.return_hosts,
            .trusted_origins = settings.trusted_origins,
            .throttle = throttle_options(settings),
            .hasher = std::move(hasher),
            .upgrade_hashes = settings.upgrade_hashes,
            .refusal_time = settings.refusal_time,
            .body_limit = settings.body_limit,
            .register_url = has_registration(settings) ? std::optional<std::string>{"/register/"} : std::nullopt};
}

SessionLogoutOptions logout_options(const Settings& settings, const TemplateFolder& templates) {
    return {.session_table = settings.session_table,
            .auth_table = settings.auth_table,
            .cookie_name = settings.cookie_name,
            .redirect_to = "/login/",
            .template_path = templates.find("session_logout.html"),
            .styles = styles(settings),
            .production = settings.production,
            .host_cookie_prefix = has_host_prefix(settings),
            .dangerously_share_cookie_with = if_any(settings.dangerously_share_cookie_with),
            .trusted_origins = settings.trusted_origins,
            .body_limit = settings.body_limit};
}

AccountOptions account_options(const Settings& settings, const TemplateFolder& templates) {
    return {.session_table = settings.session_table,
            .auth_table = settings.auth_table,
            .template_path = templates.find("account.html"),
            .styles = styles(settings),
            .production = settings.production,
            .body_limit = settings.body_limit,
            .change_password_url =
                settings.change_password ? std::optional<std::string>{"/change-password/"} : std::nullopt};
}

HomePageOptions home_options(const Settings& settings, const TemplateFolder& templates) {
    return {.template_path = templates.find("home.html"),
            .message_template_path = templates.find("message.html"),
            .styles = styles(settings),
            .production = settings.production};
}

SessionGuardOptions guard_options(const Settings& settings) {
    SessionGuardOptions options{.auth_table = settings.auth_table,
                                .session_table = settings.session_table,
                                .cookie_name = settings.cookie_name,
                                .production = settings.production,
                                .host_cookie_prefix = has_host_prefix(settings),
                                .dangerously_share_cookie_with = if_any(settings.dangerously_share_cookie_with),
                                .trusted_origins = settings.trusted_origins};
    if (settings.increase_expiry.count() > 0) options.increase_expiry = settings.increase_expiry;
    return options;
}

VerifyOptions verify_options(const Settings& settings) {
    const SessionGuardOptions guard = guard_options(settings);
    return {.auth_table = guard.auth_table,
            .session_table = guard.session_table,
            .cookie_name = guard.cookie_name,
            .production = guard.production,
            .host_cookie_prefix = guard.host_cookie_prefix,
            .dangerously_share_cookie_with = guard.dangerously_share_cookie_with,
            .increase_expiry = guard.increase_expiry,
            .rules = settings.rules,
            .login_url = if_any(settings.login_url),
            .next_param = "next",
            .return_hosts = settings.return_hosts,
            .redirect_browsers = settings.redirect_browsers};
}

}  // namespace ostiary::program
