#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <ostiary/values/session.hpp>
#include <ostiary/values/session_token.hpp>
#include <ostiary/values/user.hpp>

namespace ostiary {

/// A session with its user; the user is absent where the row outlived it.
struct SessionWithUser {
    Session session{};
    std::optional<User> user{};
};

/// Where sessions live. Thread-safe, also between processes that share the store. Every call throws `StoreError` where
/// the store fails; what was acknowledged is on the disk, what threw is not done. A store derives its own key from a
/// token: its hash, unless it shares its rows with a program that knows none.
class SessionStore {
public:
    virtual ~SessionStore() = default;

    /// Adds a session and ends the one it replaces, in one transaction. Durable when it returns. Gives the id under
    /// which the store keeps it, for some tables number their rows themselves. Throws `StoreError` where the user
    /// doesn't exist (any more).
    virtual SessionId create(const Session& session, const SessionToken& token,
                             const std::optional<SessionToken>& replaces) = 0;

    /// The live session of that token: neither expired at `now` nor past its maximum. Never waits for a writer.
    [[nodiscard]] virtual std::optional<SessionWithUser> find(const SessionToken& token, Instant now) = 0;

    /// Notes that the session was seen, and, where `expires_at` is given, that it is to last until then, never past its
    /// maximum. Returns at once, so that a check never waits for a writer; written down within about a second together
    /// with others, and lost in a crash. Never revives a session, which a prolongation that races a logout would
    /// (security.md, line 40), and never shortens one.
    virtual void touch(const SessionToken& token, Instant now, std::optional<Instant> expires_at) = 0;

    /// The user's live sessions, newest first, at most `limit`.
    [[nodiscard]] virtual std::vector<Session> list(UserId user, Instant now, std::size_t limit) = 0;

    /// Each of these is durable when it returns, and tells what it ended.
    virtual std::optional<Session> revoke(const SessionToken& token) = 0;
    virtual bool revoke(UserId user, const SessionId& id) = 0;
    virtual std::size_t revoke_all(UserId user, const std::optional<SessionId>& except) = 0;

    /// Deletes what has expired at `now`, at most `limit` rows, and gives their number.
    virtual std::size_t purge(Instant now, std::size_t limit) = 0;
    [[nodiscard]] virtual std::size_t count(Instant now) = 0;
};

}  // namespace ostiary
