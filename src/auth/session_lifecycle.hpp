#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include <ostiary/ports/clock.hpp>
#include <ostiary/ports/session_store.hpp>

#include "auth/client.hpp"

namespace ostiary {

struct SessionLifetime {
    std::chrono::seconds idle{};      ///< Ends the session unless it is prolonged.
    std::chrono::seconds absolute{};  ///< Ends it whatever happens.
};

/// Throws `ConfigError` that names the option.
void require_lifetime(const SessionLifetime& lifetime);

struct StartedSession {
    SessionToken token;
    Session session;
};

/// A session from its start to its end. Thread-safe; throws `StoreError`.
class SessionLifecycle {
public:
    SessionLifecycle(std::shared_ptr<SessionStore> store, std::shared_ptr<Clock> clock);

    /// A session with a token of its own, whatever token the client came with: a fixed one is worth nothing. The
    /// session that the client presented ends (ASVS 5.0, 7.2.4).
    [[nodiscard]] StartedSession start(UserId user, const Client& client, SessionLifetime lifetime,
                                       const std::optional<SessionToken>& presented);

    /// The live session of a token, noted as seen, and prolonged by `increase` where less than that is left of it.
    [[nodiscard]] std::optional<SessionWithUser> resume(const SessionToken& token,
                                                        std::optional<std::chrono::seconds> increase);

    /// Ends it, and tells which one it was.
    std::optional<Session> end(const SessionToken& token);

private:
    std::shared_ptr<SessionStore> store_;
    std::shared_ptr<Clock> clock_;
};

}  // namespace ostiary
