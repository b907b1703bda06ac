#include "account_page_options.hpp"

#include <utility>

#include <ostiary/values/errors.hpp>

namespace ostiary::program {

RegisterUserOptions register_options(const Settings& settings, const TemplateFolder& templates,
                                     std::shared_ptr<PasswordHasher> hasher) {
    const bool open = settings.registration == "open";
    if (open && settings.enumeration_safe_registration)
        throw ConfigError("enumeration_safe_registration needs registration to be moderated: a login tells who is new");
    return {.auth_table = settings.auth_table,
            .template_path = templates.find("register.html"),
            .user_defaults = {.active = open},
            .captcha = chosen_captcha(settings),
            .styles = styles(settings),
            .production = settings.production,
            .password_policy = password_policy(settings),
            .enumeration_safe = settings.enumeration_safe_registration,
            .refusal_time = settings.refusal_time,
            .throttle = throttle_options(settings),
            .trusted_origins = settings.trusted_origins,
            .hasher = std::move(hasher),
            .body_limit = settings.body_limit,
            .login_url = "/login/"};
}

ChangePasswordOptions change_password_options(const Settings& settings, const TemplateFolder& templates,
                                              std::shared_ptr<PasswordHasher> hasher) {
    const SessionGuardOptions guard = guard_options(settings);
    return {.session_table = guard.session_table,
            .auth_table = guard.auth_table,
            .cookie_name = guard.cookie_name,
            .template_path = templates.find("change_password.html"),
            .styles = styles(settings),
            .production = guard.production,
            .host_cookie_prefix = guard.host_cookie_prefix,
            .dangerously_share_cookie_with = guard.dangerously_share_cookie_with,
            .password_policy = password_policy(settings),
            .keep_session = settings.change_password_keeps_session,
            .redirect_to = "/account/",
            .session_expiry = settings.session_expiry,
            .max_session_expiry = settings.max_session_expiry,
            .throttle = throttle_options(settings),
            .trusted_origins = guard.trusted_origins,
            .hasher = std::move(hasher),
            .body_limit = settings.body_limit};
}

void refuse_idle_settings(const Settings& settings) {
    if (settings.enumeration_safe_registration && !has_registration(settings))
        throw ConfigError("enumeration_safe_registration needs registration = \"moderated\"");
    if (settings.change_password_keeps_session && !settings.change_password)
        throw ConfigError("change_password_keeps_session needs change_password");
}

}  // namespace ostiary::program
