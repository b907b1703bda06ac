#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <ostiary/values/instant.hpp>
#include <ostiary/values/session.hpp>
#include <ostiary/values/user.hpp>

namespace ostiary {

enum class AuditKind {
    login,            ///< A session was created.
    login_failed,     ///< Wrong name or password, inactive user, refused by a hook or a captcha; `detail` says which.
    login_throttled,  ///< Too many tries.
    logout,           ///< The user ended the session.
    session_revoked,  ///< A session was ended from elsewhere: another device, or an operator.
    password_changed,
    password_change_failed,  ///< The current password was wrong, or too many tries; `detail` says which.
    password_upgraded,       ///< The hash was replaced by a stronger one of the same password.
    user_registered,         ///< A user was made by the registration page.
    registration_failed,  ///< Name or address taken, refused by a hook or a captcha, or too many; `detail` says which.
    user_created,         ///< A user was made by an operator.
    user_enabled,
    user_disabled,
    user_deleted,
    group_joined,  ///< `detail` says which, here and below.
    group_left,
};

/// The event's name in the log and in the table, such as `login_failed`.
[[nodiscard]] std::string_view name_of(AuditKind kind) noexcept;

/// One thing that happened at the door (ASVS 5.0, 16.2 and 16.3). Never holds a password, a token or a hash.
struct AuditEvent {
    Instant at{};
    AuditKind kind{};
    std::optional<UserId> user_id{};
    std::string username{};  ///< As it was typed, for a failure; at most 128 bytes are kept.
    std::optional<SessionId> session_id{};
    std::string address{};
    std::string user_agent{};
    std::string detail{};
};

}  // namespace ostiary
