#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <ostiary/auth/hooks.hpp>
#include <ostiary/auth/throttle_options.hpp>
#include <ostiary/endpoints/styles.hpp>
#include <ostiary/ports/captcha.hpp>
#include <ostiary/ports/clock.hpp>
#include <ostiary/ports/database.hpp>
#include <ostiary/ports/page_renderer.hpp>
#include <ostiary/ports/password_hasher.hpp>
#include <ostiary/values/handler.hpp>

namespace ostiary {

struct SessionLoginOptions {
    /// Which table to check the user name and password with. Made where it is missing.
    std::string auth_table = "users";
    /// Which table to keep the session in. Made where it is missing.
    std::string session_table = "sessions";
    /// How long a session lasts unless `SessionGuardOptions::increase_expiry` prolongs it: the idle timeout. Longer is
    /// more convenient, and gives a stolen or forgotten session more time (ASVS 5.0, 7.3.1).
    std::chrono::seconds session_expiry = std::chrono::hours(1);
    /// The absolute timeout: no session lives longer, and the cookie goes with it (ASVS 5.0, 7.3.2).
    std::chrono::seconds max_session_expiry = std::chrono::hours(24 * 7);
    /// Where to go after a login; none: answer 200 `{"message":"logged in"}`.
    std::optional<std::string> redirect_to = "/";
    /// For HTTPS: the cookie becomes `Secure` and gets the `__Host-` prefix, which no other host can set, and answers
    /// carry HSTS. Without it the log warns at start. Use the same value in every endpoint of an app.
    bool production = false;
    /// The cookie's name; in production `__Host-` goes in front of it.
    std::string cookie_name = "id";
    /// False: in production too the cookie has its plain name, for an app that shares it and knows no prefix. A
    /// neighbouring host or a page over plain HTTP can then plant one (RFC 6265bis, 4.1.3.2).
    bool host_cookie_prefix = true;
    /// A domain, such as `example.com`, of which every host gets the cookie and can plant one: each of them can then
    /// take over sessions and log people in as somebody else. Only where all of them are yours and as careful as this
    /// one. The cookie is then `__Secure-` in production, not `__Host-`. None: the cookie stays with its host.
    std::optional<std::string> dangerously_share_cookie_with{};
    /// A Mustache template in place of the built-in page, read once, here. `ostiary templates export` gives the
    /// original.
    std::optional<std::string> template_path{};
    /// Makes the page in the place of a template, with an engine of your own. Its HTML goes out as it is, under the
    /// page's Content-Security-Policy, so it must escape what it shows and put `csp_nonce` on its styles and scripts.
    std::shared_ptr<PageRenderer> renderer{};
    LoginHooks hooks{};
    std::optional<Captcha> captcha{};
    Styles styles{};

    /// The request parameter (query, form or JSON) that may say where to go after the login, such as `next`; only a
    /// path on this host is followed, see `local_path`, or a page of `return_hosts`. None: no such parameter.
    std::optional<std::string> next_param{};
    /// Other hosts to whose pages `next_param` may lead, over the same scheme, such as `app.example.com`; each is meant
    /// letter for letter, and none stands for those below it. Name only what you own: a login page that leads anywhere
    /// is a phisher's.
    std::vector<std::string> return_hosts{};
    /// Origins other than the request's own that may post here, such as `https://app.example.com`. Each of them can log
    /// a browser in, so name only what you own.
    std::vector<std::string> trusted_origins{};
    ThrottleOptions throttle{};
    /// None: `default_password_hasher()`, shared by all endpoints.
    std::shared_ptr<PasswordHasher> hasher{};
    /// Replace a weaker or foreign hash by argon2id at the next login. False leaves old rows as weak as they are.
    bool upgrade_hashes = true;
    /// A refused login is answered this long after it came, so that its time doesn't tell an unknown user from a wrong
    /// password or from an old, slower hash; where refusals take longer, all of them are answered at the pace of the
    /// slowest of the last ten minutes, up to 2.2 s. Costs a waiting thread.
    std::chrono::milliseconds refusal_time = std::chrono::milliseconds(250);
    /// The largest body that is read, in bytes; beyond it 413.
    std::size_t body_limit = 16 * 1024;
    /// None: the system's.
    std::shared_ptr<Clock> clock{};
    /// The address of `register_user`, for the page's link. None: no link.
    std::optional<std::string> register_url{};
};

/// The login endpoint. GET answers a form, POST with `username` and `password` (JSON, URL-encoded or multipart) creates
/// a session. Throws `ConfigError` that names the option, and `StoreError` where the tables can't be made.
[[nodiscard]] Handler session_login(std::shared_ptr<Database> database, SessionLoginOptions options = {});

}  // namespace ostiary
