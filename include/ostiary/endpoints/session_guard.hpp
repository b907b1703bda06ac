#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <ostiary/ports/clock.hpp>
#include <ostiary/ports/database.hpp>
#include <ostiary/values/handler.hpp>

namespace ostiary {

struct SessionGuardOptions {
    std::string auth_table = "users";
    std::string session_table = "sessions";
    std::string cookie_name = "id";
    /// Let only admins in, only superusers, only active users. (piccolo_api's `admin_only` is on by default; here a
    /// guard stands before an app's pages, not before its administration.)
    bool admin_only = false;
    bool superuser_only = false;
    bool active_only = true;
    /// Where less than this is left of a session, it is prolonged by it, never past its maximum. None: never.
    std::optional<std::chrono::seconds> increase_expiry{};
    /// Let requests without a session through, with no `user` set: the handler behind must then decide for itself.
    bool allow_unauthenticated = false;
    /// Paths that need no session: exact ones, or prefixes ending in `*`. Matched on the decoded, normalised path.
    std::vector<std::string> excluded_paths{};

    /// Where to send a browser that opens a page without a session, instead of 401.
    std::optional<std::string> login_url{};
    /// The parameter that takes the page along to `login_url`, such as `next`; see `SessionLoginOptions::next_param`.
    std::optional<std::string> next_param{};
    /// As in `SessionLoginOptions`; accept only the `__Host-` cookie.
    bool production = false;
    bool host_cookie_prefix = true;
    std::optional<std::string> dangerously_share_cookie_with{};
    /// Origins other than the request's own from which a state-changing request may come.
    std::vector<std::string> trusted_origins{};
    std::shared_ptr<Clock> clock{};
};

/// A handler that lets a request through to `next` with `user` and `session` set, where its cookie names a live
/// session; otherwise it answers 401, 403, or a redirect to `login_url`. A request that may change something and comes
/// from another origin is refused (403). Throws as `session_login` does.
[[nodiscard]] Handler session_guard(std::shared_ptr<Database> database, SessionGuardOptions options, Handler next);

}  // namespace ostiary
