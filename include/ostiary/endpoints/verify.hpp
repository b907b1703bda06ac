#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <ostiary/auth/access_rule.hpp>
#include <ostiary/ports/clock.hpp>
#include <ostiary/ports/database.hpp>
#include <ostiary/values/handler.hpp>

namespace ostiary {

struct VerifyOptions {
    std::string auth_table = "users";
    std::string session_table = "sessions";
    std::string cookie_name = "id";
    /// As in `SessionLoginOptions`.
    bool production = false;
    bool host_cookie_prefix = true;
    std::optional<std::string> dangerously_share_cookie_with{};
    /// As in `SessionGuardOptions`.
    std::optional<std::chrono::seconds> increase_expiry{};

    /// Who may have what. Without any, whoever is logged in and active may have everything. With any, a request of
    /// which the proxy doesn't say what it asks for, or that can be read in more than one way, is refused.
    std::vector<AccessRule> rules{};
    /// Where a browser logs in that opens a page without a session: a path, or an address of another host. The 401 then
    /// carries it as `Location`, for nginx. None: it doesn't.
    std::optional<std::string> login_url{};
    /// The parameter that takes the page along to `login_url`, such as `next`. Where `login_url` is on another host,
    /// only pages of `return_hosts` are taken along; see `SessionLoginOptions::return_hosts`.
    std::optional<std::string> next_param{};
    std::vector<std::string> return_hosts{};
    /// Answer such a browser 303 in place of the 401, for a proxy that passes a redirect on. nginx takes it for a
    /// fault.
    bool redirect_browsers = false;
    std::shared_ptr<Clock> clock{};
};

/// For a proxy that asks about each request of its clients (nginx `auth_request`, Caddy `forward_auth` and their like):
/// 200 with `Remote-User`, `Remote-Email`, `Remote-Id` and `Remote-Groups` (of `admin` and `superuser` what the user
/// is, then the user's groups in the order of their names; with commas) of the session's user, all of them empty where
/// anyone may have what is asked for and nobody is logged in; 401, or the login's address; 403. What is asked for
/// stands in `X-Forwarded-Uri` and its like, which are believed where `forwarded` lists the proxy.
///
/// The proxy must take the `Remote-` headers out of what clients send. Throws as `session_login` does, and
/// `ConfigError` that names a rule.
[[nodiscard]] Handler verify(std::shared_ptr<Database> database, VerifyOptions options = {});

}  // namespace ostiary
