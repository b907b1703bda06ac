#pragma once

#include <memory>
#include <optional>
#include <string>

#include <ostiary/auth/rate_limits.hpp>
#include <ostiary/endpoints/styles.hpp>
#include <ostiary/ports/clock.hpp>
#include <ostiary/values/handler.hpp>

namespace ostiary {

struct RateLimitOptions {
    /// Who counts: `in_memory_limit` or `database_limit`; handlers behind one provider share one budget a client. None:
    /// 1000 requests in 5 minutes, counted in this process.
    std::shared_ptr<RateLimiter> provider{};
    /// How many leading bits of an IPv6 address count as one client: a customer usually gets a /64.
    unsigned ipv6_prefix = 64;
    /// A Mustache template in place of the built-in `message.html`, which tells a person to wait.
    std::optional<std::string> template_path{};
    Styles styles{};
    /// As in `SessionLoginOptions`.
    bool production = false;
    /// None: the system's.
    std::shared_ptr<Clock> clock{};
};

/// Lets so many requests of a client through to `next`; answers 429 with `Retry-After` to the others. Every answer says
/// what is left: `RateLimit-Limit`, `RateLimit-Remaining` and `RateLimit-Reset`, in requests and seconds. The client is
/// `request.client`, so behind a proxy that `forwarded` doesn't trust all its users are one. Neither the path nor any
/// other header counts. Throws `ConfigError` that names the option.
[[nodiscard]] Handler rate_limit(Handler next, RateLimitOptions options = {});

}  // namespace ostiary
