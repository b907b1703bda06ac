#pragma once

#include <memory>
#include <optional>

#include <ostiary/endpoints/session_guard.hpp>

#include "auth/session_lifecycle.hpp"
#include "endpoints/excluded_paths.hpp"
#include "endpoints/session_cookie.hpp"

namespace ostiary {

/// Why a request is not let in: 401 where nobody is known, 403 where somebody is who may not.
struct SessionRefusal {
    int status = 401;
    const char* message = "";
};

/// What every guard asks of a request: whose cookie is it, and may they come in? Thread-safe; throws `StoreError`.
class SessionCheck {
public:
    /// Throws `ConfigError` that names the option.
    SessionCheck(const std::shared_ptr<Database>& database, const SessionGuardOptions& options);

    /// Sets the request's user and session, where it has any and needs one; or tells why it is refused.
    [[nodiscard]] std::optional<SessionRefusal> identify(http::Request& request);

private:
    [[nodiscard]] std::optional<SessionRefusal> unauthenticated(const char* message) const;

    const bool admin_only_;
    const bool superuser_only_;
    const bool active_only_;
    const bool allow_unauthenticated_;
    const std::optional<std::chrono::seconds> increase_expiry_;
    SessionCookie cookie_;
    ExcludedPaths excluded_;
    SessionLifecycle sessions_;
};

}  // namespace ostiary
