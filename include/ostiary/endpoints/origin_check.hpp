#pragma once

#include <string>
#include <vector>

#include <ostiary/values/handler.hpp>

namespace ostiary {

/// Refuses (403) a request that may change something and that a browser says comes from elsewhere: by `Sec-Fetch-Site`
/// where it is sent, else by `Origin` against the request's own scheme, host and port (OWASP CSRF; ASVS 5.0, 3.5.1).
/// GET, HEAD and OPTIONS pass, and so does a request with neither header: no browser sent it. Ostiary's own endpoints
/// have it built in; put it around your own. `trusted_origins` may post too. Throws `ConfigError` for what is no
/// origin.
[[nodiscard]] Handler origin_check(Handler next, std::vector<std::string> trusted_origins = {});

}  // namespace ostiary
