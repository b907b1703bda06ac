#include "options.hpp"

#include <chrono>
#include <string>

#include "call.hpp"
#include "provided_captcha.hpp"
#include "runtime.hpp"

namespace ostiary::python {
namespace {

template <typename T>
void read(const nb::dict& given, const char* name, T& option) {
    if (!given.contains(name)) return;
    const nb::object value = given[name];
    if (!nb::try_cast(value, option)) {
        throw nb::type_error((std::string{name} + " can't be " + nb::repr(value).c_str()).c_str());
    }
}

/// Python's `timedelta` is counted in microseconds; what the core counts coarser is rounded up, so that a positive
/// option stays one.
template <typename Duration>
void read_duration(const nb::dict& given, const char* name, Duration& option) {
    auto exact = std::chrono::duration_cast<std::chrono::microseconds>(option);
    read(given, name, exact);
    option = std::chrono::ceil<Duration>(exact);
}

void read_duration(const nb::dict& given, const char* name, std::optional<std::chrono::seconds>& option) {
    std::optional<std::chrono::microseconds> exact;
    read(given, name, exact);
    if (exact) option = std::chrono::ceil<std::chrono::seconds>(*exact);
}

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

bool flag(const nb::dict& given, const char* name) {
    bool value = false;
    read(given, name, value);
    return value;
}

/// What the options of all endpoints have in common.
template <typename Options>
void read_common(const nb::dict& given, Options& options) {
    read(given, "auth_table", options.auth_table);
    read(given, "session_table", options.session_table);
    read(given, "cookie_name", options.cookie_name);
    read(given, "production", options.production);
    read(given, "host_cookie_prefix", options.host_cookie_prefix);
    read(given, "trusted_origins", options.trusted_origins);
}

template <typename Options>
void read_page(const nb::dict& given, Options& options) {
    read(given, "redirect_to", options.redirect_to);
    read(given, "body_limit", options.body_limit);
    if (given.contains("styles")) options.styles = styles(nb::cast<nb::dict>(given["styles"]));
    if (flag(given, "renders")) options.renderer = renderer_of_the_call();
}

}  // namespace

SessionLoginOptions login_options(const Named& given) {
    SessionLoginOptions options;
    read_common(given, options);
    read_page(given, options);
    read_duration(given, "session_expiry", options.session_expiry);
    read_duration(given, "max_session_expiry", options.max_session_expiry);
    read_duration(given, "refusal_time", options.refusal_time);
    read(given, "next_param", options.next_param);
    read(given, "upgrade_hashes", options.upgrade_hashes);
    read(given, "account_limit", options.throttle.account_limit);
    read_duration(given, "account_window", options.throttle.account_window);
    read(given, "address_limit", options.throttle.address_limit);
    read_duration(given, "address_window", options.throttle.address_window);
    read(given, "ipv6_prefix", options.throttle.ipv6_prefix);
    options.hooks =
        hooks_of_the_call(flag(given, "pre_login"), flag(given, "login_success"), flag(given, "login_failure"));
    if (given.contains("captcha")) options.captcha = captcha(nb::cast<nb::dict>(given["captcha"]));
    options.hasher = runtime::hasher();
    return options;
}

SessionLogoutOptions logout_options(const Named& given) {
    SessionLogoutOptions options;
    read_common(given, options);
    read_page(given, options);
    return options;
}

SessionGuardOptions guard_options(const Named& given) {
    SessionGuardOptions options;
    read_common(given, options);
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
