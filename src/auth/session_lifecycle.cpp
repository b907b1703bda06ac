#include "auth/session_lifecycle.hpp"

#include <algorithm>
#include <utility>

#include <ostiary/values/errors.hpp>

namespace ostiary {
namespace {

/// How stale `last_seen_at` may be; finer would cost a write for each request.
constexpr std::chrono::minutes seen_precision{1};

}  // namespace

void require_lifetime(const SessionLifetime& lifetime) {
    if (lifetime.idle <= std::chrono::seconds(0)) throw ConfigError("session_expiry must be positive");
    if (lifetime.absolute < lifetime.idle) throw ConfigError("max_session_expiry must not be less than session_expiry");
}

SessionLifecycle::SessionLifecycle(std::shared_ptr<SessionStore> store, std::shared_ptr<Clock> clock)
    : store_(std::move(store)), clock_(std::move(clock)) {}

StartedSession SessionLifecycle::start(UserId user, const Client& client, SessionLifetime lifetime,
                                       const std::optional<SessionToken>& presented) {
    const Instant now = clock_->now();
    StartedSession started{.token = SessionToken::generate(),
                           .session = {.id = SessionId::generate(),
                                       .user_id = user,
                                       .created_at = now,
                                       .last_seen_at = now,
                                       .expires_at = now + std::min(lifetime.idle, lifetime.absolute),
                                       .max_expires_at = now + lifetime.absolute,
                                       .address = client.address,
                                       .user_agent = client.user_agent}};
    started.session.id = store_->create(started.session, started.token, presented);
    return started;
}

std::optional<SessionWithUser> SessionLifecycle::resume(const SessionToken& token,
                                                        std::optional<std::chrono::seconds> increase) {
    const Instant now = clock_->now();
    auto found = store_->find(token, now);
    if (!found) return std::nullopt;
    Session& session = found->session;
    // Both are written down behind the answer: a check that waited for the writer would hold up all others. Of many
    // checks at once each asks for the same end, so they don't add up.
    if (increase && session.expires_at - now < *increase && session.expires_at < session.max_expires_at) {
        session.expires_at = std::min(session.max_expires_at, session.expires_at + *increase);
        store_->touch(token, now, session.expires_at);
    } else if (now - session.last_seen_at >= seen_precision) {
        store_->touch(token, now, std::nullopt);
    }
    return found;
}

std::optional<Session> SessionLifecycle::end(const SessionToken& token) {
    // Anybody can send any token; only a live one is worth a write.
    if (!store_->find(token, clock_->now())) return std::nullopt;
    return store_->revoke(token);
}

}  // namespace ostiary
