#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <ostiary/auth/hooks.hpp>
#include <ostiary/auth/password_policy.hpp>
#include <ostiary/auth/throttle_options.hpp>
#include <ostiary/endpoints/styles.hpp>
#include <ostiary/ports/captcha.hpp>
#include <ostiary/ports/clock.hpp>
#include <ostiary/ports/database.hpp>
#include <ostiary/ports/page_renderer.hpp>
#include <ostiary/ports/password_hasher.hpp>
#include <ostiary/values/handler.hpp>

namespace ostiary {

/// What a new user is, whatever the request says (security.md, line 16).
struct UserDefaults {
    /// False: somebody must enable the user before the first login, once the address is confirmed or a person has
    /// looked. True lets anybody in who can reach the page.
    bool active = false;
    bool admin = false;
    bool superuser = false;
};

struct RegisterUserOptions {
    /// Which table to create the user in. Made where it is missing.
    std::string auth_table = "users";
    /// Where to go after a registration; none: answer 200 `{"message":"registered"}`.
    std::optional<std::string> redirect_to = "/login/";
    /// A Mustache template in place of the built-in page, read once, here.
    std::optional<std::string> template_path{};
    UserDefaults user_defaults{};
    std::optional<Captcha> captcha{};
    Styles styles{};
    /// Show the form, and answer 405 to whoever sends it: for demonstrations.
    bool read_only = false;

    /// As in `SessionLoginOptions`.
    bool production = false;
    std::shared_ptr<PageRenderer> renderer{};
    RegisterHooks hooks{};
    /// What a password must be; the name and the address are its context.
    PasswordPolicy password_policy{};
    /// Answer a name or an address that is taken as one that is free: the same bytes, after the same time
    /// (`refusal_time`). The owner learns of it by the `taken` hook, not by the page. Needs
    /// `user_defaults.active = false`, for a login with the new password would tell after all. False, as in the
    /// reference: whoever asks learns who has an account.
    bool enumeration_safe = false;
    /// With `enumeration_safe`: as in `SessionLoginOptions`, for both answers.
    std::chrono::milliseconds refusal_time = std::chrono::milliseconds(250);
    /// Each registration that reaches the hash or the captcha counts as one try of its address, kept also where it
    /// succeeds: the budget that failed logins are charged to. The account's budget isn't touched, or strangers could
    /// spend it.
    ThrottleOptions throttle{};
    /// Names that nobody may register, in any spelling: an app behind may take their owner for somebody special.
    std::vector<std::string> reserved_names{"admin",    "administrator", "hostmaster", "postmaster", "root",
                                            "security", "superuser",     "support",    "system",     "webmaster"};
    /// Origins other than the request's own that may post here.
    std::vector<std::string> trusted_origins{};
    /// None: `default_password_hasher()`, shared by all endpoints.
    std::shared_ptr<PasswordHasher> hasher{};
    std::size_t body_limit = 16 * 1024;
    std::shared_ptr<Clock> clock{};
    /// The address of the login, for the page's link. None: no link.
    std::optional<std::string> login_url{};
};

/// The registration endpoint: what piccolo_api calls `register`, which is a keyword here. GET answers a form, POST with
/// `username`, `email`, `password` and `confirm_password` (JSON, URL-encoded or multipart) creates a user; no other
/// field counts. The address must be one by `is_email_address`. Of many at once with one name one succeeds. Throws as
/// `session_login` does.
[[nodiscard]] Handler register_user(std::shared_ptr<Database> database, RegisterUserOptions options = {});

}  // namespace ostiary
