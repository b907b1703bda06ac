#pragma once

#include <ostiary/values/request.hpp>

namespace ostiary {

/// Notes in `request.asked` what the proxy says that its client asks for, by `X-Forwarded-Uri` and `-Method` (Caddy,
/// Traefik) or `X-Original-URI`, `-URL` and `-Method` (nginx and its relatives). A proxy sends one of them and, unless
/// it is told otherwise, passes on what a client sends as another: where they differ, none counts. For requests of
/// trusted proxies, once their scheme and host are set.
void note_asked(http::Request& request);

}  // namespace ostiary
