#include "forward_auth_settings.hpp"

#include <array>

namespace ostiary::program {
namespace {

using S = Settings;

constexpr std::array forward_auth{
    Setting{"login-url", &S::login_url, "/login/", "ADDRESS",
            "Where /verify tells a browser without a session to log in: a path, or an address such as "
            "https://auth.example.com/login/ where the login has a host of its own."},
    Setting{"redirect-browsers", &S::redirect_browsers, "false", "",
            "/verify answers such a browser 303 to --login-url, for proxies that pass it on (Caddy, HAProxy, Traefik, "
            "Envoy). Off, it answers 401 with that address as Location: nginx takes a 303 for a fault."},
    Setting{"return-hosts", &S::return_hosts, "", "HOST,...",
            "Other hosts to whose pages a login may lead back, such as app.example.com; each letter for letter. Name "
            "only your own: whoever serves one can catch people who have just logged in."},
};

}  // namespace

std::span<const Setting> forward_auth_settings() {
    return forward_auth;
}

}  // namespace ostiary::program
