#include "options.hpp"

#include <string>

#include "call.hpp"
#include "provided_captcha.hpp"
#include "read_option.hpp"
#include "runtime.hpp"

namespace ostiary::python {
namespace {

Styles styles(const nb::dict& given) {
    Styles styles;
    read(given, "background_color", styles.background_color);
    read(given, "foreground_color", styles.foreground_color);
    read(given, "text_color", styles.text_color);
    read(given, "error_text_color", styles.error_text_color);
    read(given, "button_color", styles.button_color);
    read(given, "button_text_color", styles.button_text_color);
    read(given, "link_color", styles.link_color);
    read(given, "border_color", styles.border_color);
    return styles;
}

Captcha captcha(const nb::dict& given) {
    if (given.contains("provider")) {
        std::string provider, site_key, secret_key;
        read(given, "provider", provider);
        read(given, "site_key", site_key);
        read(given, "secret_key", secret_key);
        return provided_captcha(provider, site_key, secret_key);
    }
    Captcha captcha;
    read(given, "form_html", captcha.form_html);
    read(given, "token_field", captcha.token_field);
    read(given, "csp_sources", captcha.csp_sources);
    captcha.validator = [](const http::Request&, std::string_view token) { return validate_by_the_call(token); };
    return captcha;
}

/// What the options of all endpoints have in common.
template <typename Options>
void read_common(const nb::dict& given, Options& options) {
    read(given, "auth_table", options.auth_table);
    read(given, "production", options.production);
    read(given, "trusted_origins", options.trusted_origins);
}

/// Where the session is, in the browser and in the database.
template <typename Options>
void read_session(const nb::dict& given, Options& options) {
    read(given, "session_table", options.session_table);
    read(given, "cookie_name", options.cookie_name);
    read(given, "host_cookie_prefix", options.host_cookie_prefix);
}

template <typename Options>
void read_lifetime(const nb::dict& given, Options& options) {
    read_duration(given, "session_expiry", options.session_expiry);
    read_duration(given, "max_session_expiry", options.max_session_expiry);
}

template <typename Options>
void read_page(const nb::dict& given, Options& options) {
    read(given, "redirect_to", options.redirect_to);
    read(given, "body_limit", options.body_limit);
    if (given.contains("styles")) options.styles = styles(nb::cast<nb::dict>(given["styles"]));
    if (flag(given, "renders")) options.renderer = renderer_of_the_call();
}

template <typename Options>
void read_captcha(const nb::dict& given, Options& options) {
    if (given.contains("captcha")) options.captcha = captcha(nb::cast<nb::dict>(given["captcha"]));
}

ThrottleOptions throttle(const nb::dict& given) {
    ThrottleOptions options;
    read(given, "account_limit", options.account_limit);
    read_duration(given, "account_window", options.account_window);
    read(given, "address_limit", options.address_limit);
    read_duration(given, "address_window", options.address_window);
    read(given, "ipv6_prefix", options.ipv6_prefix);
    return options;
}

PasswordPolicy password_policy(const nb::dict& given) {
    PasswordPolicy policy = flag(given, "piccolo") ? piccolo_password_policy() : PasswordPolicy{};
    if (!given.contains("password_policy")) return policy;
    const auto lengths = nb::cast<nb::dict>(given["password_policy"]);
    read(lengths, "min_length", policy.min_length);
    read(lengths, "max_length", policy.max_length);
    read(lengths, "blocklist", policy.blocklist);
    return policy;
}

/// What endpoints that set a password have in common; piccolo's table gets hashes that its other side reads.
template <typename Options>
void read_password(const nb::dict& given, Options& options) {
    read(given, "read_only", options.read_only);
    options.password_policy = password_policy(given);
    options.throttle = throttle(given);
    options.hasher = runtime::hasher(flag(given, "piccolo"));
}

UserDefaults user_defaults(const nb::dict& given) {
    return {.active = flag(given, "active"), .admin = flag(given, "admin"), .superuser = flag(given, "superuser")};
}

}  // namespace

SessionLoginOptions login_options(const Named& given) {
    SessionLoginOptions options;
    read_common(given, options);
    read_session(given, options);
    read_page(given, options);
    read_lifetime(given, options);
    read_duration(given, "refusal_time", options.refusal_time);
    read(given, "next_param", options.next_param);
    read(given, "register_url", options.register_url);
    read(given, "upgrade_hashes", options.upgrade_hashes);
    options.throttle = throttle(given);
    if (flag(given, "hooks")) options.hooks = login_hooks_of_the_call();
    read_captcha(given, options);
    options.hasher = runtime::hasher();
    return options;
}

SessionLogoutOptions logout_options(const Named& given) {
    SessionLogoutOptions options;
    read_common(given, options);
    read_session(given, options);
    read_page(given, options);
    return options;
}

RegisterUserOptions register_options(const Named& given) {
    RegisterUserOptions options;
    read_common(given, options);
    read_page(given, options);
    read_password(given, options);
    read_captcha(given, options);
    if (given.contains("user_defaults")) {
        options.user_defaults = user_defaults(nb::cast<nb::dict>(given["user_defaults"]));
    }
    read(given, "enumeration_safe", options.enumeration_safe);
    read_duration(given, "refusal_time", options.refusal_time);
    read(given, "login_url", options.login_url);
    if (flag(given, "hooks")) options.hooks = register_hooks_of_the_call();
    return options;
}

ChangePasswordOptions change_password_options(const Named& given) {
    ChangePasswordOptions options;
    read_common(given, options);
    read_session(given, options);
    read_page(given, options);
    read_password(given, options);
    read_lifetime(given, options);
    read(given, "login_url", options.login_url);
    read(given, "keep_session", options.keep_session);
    if (flag(given, "hooks")) options.hooks = change_password_hooks_of_the_call();
    return options;
}

SessionGuardOptions guard_options(const Named& given) {
    SessionGuardOptions options;
    read_common(given, options);
    read_session(given, options);
    read(given, "admin_only", options.admin_only);
    read(given, "superuser_only", options.superuser_only);
    read(given, "active_only", options.active_only);
    read(given, "allow_unauthenticated", options.allow_unauthenticated);
    read(given, "excluded_paths", options.excluded_paths);
    read_duration(given, "increase_expiry", options.increase_expiry);
    return options;
}

PasswordHashing hashing_options(const Named& given) {
    PasswordHashing options;
    read(given, "memory_kib", options.memory_kib);
    read(given, "iterations", options.iterations);
    read(given, "parallelism", options.parallelism);
    read(given, "slots", options.slots);
    read(given, "queue", options.queue);
    return options;
}

}  // namespace ostiary::python
