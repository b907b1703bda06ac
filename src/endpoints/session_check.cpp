#include "endpoints/session_check.hpp"

#include <utility>

#include <ostiary/values/errors.hpp>

namespace ostiary {

SessionCheck::SessionCheck(const std::shared_ptr<Database>& database, const SessionGuardOptions& options)
    : admin_only_(options.admin_only),
      superuser_only_(options.superuser_only),
      active_only_(options.active_only),
      allow_unauthenticated_(options.allow_unauthenticated),
      increase_expiry_(options.increase_expiry),
      cookie_(options.cookie_name, {.production = options.production,
                                    .host_prefix = options.host_cookie_prefix,
                                    .domain = options.dangerously_share_cookie_with}),
      excluded_(options.excluded_paths),
      sessions_(database->sessions(options.session_table, options.auth_table),
                options.clock ? options.clock : system_clock()) {
    if (increase_expiry_ && *increase_expiry_ <= std::chrono::seconds(0)) {
        throw ConfigError("increase_expiry must be positive, or none");
    }
}

std::optional<SessionRefusal> SessionCheck::identify(http::Request& request) {
    request.user.reset();
    request.session.reset();
    if (excluded_.contains(request.path)) return std::nullopt;
    const auto presented = cookie_.read(request);
    if (!presented.any) return unauthenticated("No session cookie found.");
    auto found = presented.token ? sessions_.resume(*presented.token, increase_expiry_) : std::nullopt;
    if (!found) return unauthenticated("No matching session found.");
    if (!found->user) return unauthenticated("That user doesn't exist anymore");
    if (admin_only_ && !found->user->admin) return SessionRefusal{403, "Admin users only"};
    if (superuser_only_ && !found->user->superuser) return SessionRefusal{403, "Superusers only"};
    if (active_only_ && !found->user->active) return SessionRefusal{403, "Active users only"};
    request.user = std::move(found->user);
    request.session = std::move(found->session);
    return std::nullopt;
}

std::optional<SessionRefusal> SessionCheck::unauthenticated(const char* message) const {
    if (allow_unauthenticated_) return std::nullopt;
    return SessionRefusal{401, message};
}

}  // namespace ostiary
