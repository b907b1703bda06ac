#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <ostiary/endpoints/styles.hpp>
#include <ostiary/ports/clock.hpp>
#include <ostiary/ports/database.hpp>
#include <ostiary/values/handler.hpp>

namespace ostiary {

struct AccountOptions {
    std::string session_table = "sessions";
    std::string auth_table = "users";
    /// The address of the logout endpoint, for the page's link.
    std::string logout_url = "/logout/";
    /// A Mustache template in place of the built-in page, read once, here.
    std::optional<std::string> template_path{};
    Styles styles{};
    bool production = false;
    std::size_t body_limit = 16 * 1024;
    std::shared_ptr<Clock> clock{};
    /// The address of `change_password`, for the page's link. None: no link.
    std::optional<std::string> change_password_url{};
};

/// Who you are and where you are logged in. Goes behind `session_guard`, which is what it takes the user from; a
/// request without one is answered 401.
///
/// GET: the page, or JSON where `Accept` asks for it, with the newest hundred sessions. POST `revoke=SESSION_ID` ends
/// one session of the user (404 for any other), POST `revoke_others=1` all but this one. Throws as `session_login`
/// does.
[[nodiscard]] Handler account(std::shared_ptr<Database> database, AccountOptions options = {});

}  // namespace ostiary
