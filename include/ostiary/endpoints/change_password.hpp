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
#include <ostiary/ports/clock.hpp>
#include <ostiary/ports/database.hpp>
#include <ostiary/ports/page_renderer.hpp>
#include <ostiary/ports/password_hasher.hpp>
#include <ostiary/values/handler.hpp>

namespace ostiary {

struct ChangePasswordOptions {
    /// Where to go after a change, to log in with the new password; and where a browser without a session is sent.
    std::string login_url = "/login/";
    /// Which table the session is in, and which one its users are in.
    std::string session_table = "sessions";
    std::string auth_table = "users";
    /// As in `SessionLoginOptions` (piccolo_api calls it `session_cookie_name` here).
    std::string cookie_name = "id";
    /// A Mustache template in place of the built-in page, read once, here.
    std::optional<std::string> template_path{};
    Styles styles{};
    /// Show the form, and answer 405 to whoever sends it: for demonstrations.
    bool read_only = false;

    /// As in `SessionLoginOptions`.
    bool production = false;
    bool host_cookie_prefix = true;
    std::optional<std::string> dangerously_share_cookie_with{};
    std::shared_ptr<PageRenderer> renderer{};
    ChangePasswordHooks hooks{};
    /// What the new password must be; the user's name and address are its context.
    PasswordPolicy password_policy{};
    /// Stay logged in here: a new session in the place of this one. All of the user's sessions end in either case, in
    /// the transaction that sets the password.
    bool keep_session = false;
    /// With `keep_session`: where to go, none for 200 `{"message":"password changed"}`; and the new session's life, as
    /// in `SessionLoginOptions`.
    std::optional<std::string> redirect_to = "/";
    std::chrono::seconds session_expiry = std::chrono::hours(1);
    std::chrono::seconds max_session_expiry = std::chrono::hours(24 * 7);
    /// A wrong current password counts like a failed login, in the same budgets: give the login's own limits, or this
    /// page would be a second way to guess.
    ThrottleOptions throttle{};
    /// Origins other than the request's own that may post here.
    std::vector<std::string> trusted_origins{};
    /// None: `default_password_hasher()`, shared by all endpoints.
    std::shared_ptr<PasswordHasher> hasher{};
    std::size_t body_limit = 16 * 1024;
    std::shared_ptr<Clock> clock{};
};

/// The endpoint that changes the password of whoever is logged in; it checks the session itself and needs no guard.
/// GET answers a form, POST with `current_password`, `new_password` and `confirm_new_password` (JSON, URL-encoded or
/// multipart) sets the new one. Of two changes at once one succeeds. Throws as `session_login` does.
[[nodiscard]] Handler change_password(std::shared_ptr<Database> database, ChangePasswordOptions options = {});

}  // namespace ostiary
