#pragma once

#include <compare>
#include <string>

#include <ostiary/values/instant.hpp>
#include <ostiary/values/user.hpp>

namespace ostiary {

/// The public name of a session, for listing and revoking it: 128 random bits as 32 hex digits. Worth nothing as a
/// credential, so it may stand in a page or a log. In piccolo's table the number of its row.
struct SessionId {
    std::string value{};

    /// A fresh one from the operating system's generator.
    [[nodiscard]] static SessionId generate();

    auto operator<=>(const SessionId&) const = default;
};

/// One login, until it ends.
struct Session {
    SessionId id{};
    UserId user_id{};
    Instant created_at{};  ///< This and the next: the epoch where the table doesn't tell, as piccolo's.
    Instant last_seen_at{};
    Instant expires_at{};      ///< Ends here unless prolonged (the idle timeout).
    Instant max_expires_at{};  ///< Ends here whatever happens (the absolute timeout).
    std::string address{};     ///< Where the login came from, as text.
    std::string user_agent{};  ///< What the client called itself then; at most 512 bytes are kept.

    bool operator==(const Session&) const = default;
};

}  // namespace ostiary
