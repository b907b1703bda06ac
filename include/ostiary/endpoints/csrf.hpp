#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <ostiary/endpoints/styles.hpp>
#include <ostiary/ports/clock.hpp>
#include <ostiary/ports/database.hpp>
#include <ostiary/values/handler.hpp>
#include <ostiary/values/secret.hpp>

namespace ostiary {

struct CsrfOptions {
    /// At least 32 random bytes, the same in every process: signs the tokens. None: one is made once and kept in
    /// `database`; without that too, this process's, so that what it issued ends with it.
    Secret secret{};
    std::shared_ptr<Database> database{};
    /// The cookie's name (in production with `__Host-` in front), and the form field's.
    std::string cookie_name = "csrftoken";
    std::string header_name = "X-CSRFToken";
    /// How long a token holds. A page that is left open for longer has to be loaded again. Up to 366 days.
    std::chrono::seconds max_age = std::chrono::hours(24);
    /// Where the token is looked for: in the header, which a script sends, and else in a form's field. JSON has no
    /// form.
    bool allow_header_param = true;
    bool allow_form_param = true;
    /// Origins other than the request's own that may send what changes something.
    std::vector<std::string> trusted_origins{};
    /// Of the session that tokens are bound to; as in `SessionLoginOptions`.
    std::string session_cookie_name = "id";
    bool production = false;
    bool host_cookie_prefix = true;
    std::optional<std::string> dangerously_share_cookie_with{};
    /// The largest form that is looked into, in bytes; beyond it 413.
    std::size_t body_limit = 16 * 1024;
    /// None: the system's.
    std::shared_ptr<Clock> clock{};
    /// A Mustache template in place of the built-in `message.html`, which tells a person what to do.
    std::optional<std::string> template_path{};
    Styles styles{};
};

/// Lets a request that may change something through to `next` only where it carries a token twice, in the cookie and in
/// the header or the form, that was made for the session it presents (OWASP CSRF, signed double-submit cookie); else
/// 403. It also checks the origin. A request that reads gets the token, in a cookie and as `request.csrf` for the forms
/// of `next`. A token from before a login doesn't hold after it. Throws `ConfigError` that names the option,
/// `StoreError`.
[[nodiscard]] Handler csrf(Handler next, CsrfOptions options = {});

}  // namespace ostiary
