#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <ostiary/endpoints/styles.hpp>
#include <ostiary/ports/clock.hpp>
#include <ostiary/ports/database.hpp>
#include <ostiary/ports/page_renderer.hpp>
#include <ostiary/values/handler.hpp>

namespace ostiary {

struct SessionLogoutOptions {
    /// Which table the session is in, and which one its users are in.
    std::string session_table = "sessions";
    std::string auth_table = "users";
    std::string cookie_name = "id";
    /// Where to go after the logout; none: answer 200 `Successfully logged out`.
    std::optional<std::string> redirect_to{};
    /// A Mustache template in place of the built-in page, read once, here.
    std::optional<std::string> template_path{};
    /// Makes the page in the place of a template, with an engine of your own. Its HTML goes out as it is, under the
    /// page's Content-Security-Policy, so it must escape what it shows and put `csp_nonce` on its styles and scripts.
    std::shared_ptr<PageRenderer> renderer{};
    Styles styles{};

    /// As in `SessionLoginOptions`.
    bool production = false;
    bool host_cookie_prefix = true;
    std::optional<std::string> dangerously_share_cookie_with{};
    /// Origins other than the request's own that may post here.
    std::vector<std::string> trusted_origins{};
    std::size_t body_limit = 16 * 1024;
    std::shared_ptr<Clock> clock{};
};

/// The logout endpoint. GET asks `Are you sure?` and changes nothing, POST ends the session and unsets the cookie.
/// Throws as `session_login` does.
[[nodiscard]] Handler session_logout(std::shared_ptr<Database> database, SessionLogoutOptions options = {});

}  // namespace ostiary
