#pragma once

#include <ostiary/values/session.hpp>
#include <ostiary/values/user.hpp>

#include "stores/sqlite_statement.hpp"

namespace ostiary {

/// The columns of a user and of a session, in the order in which they are read.
inline constexpr auto user_columns = "id, username, email, active, admin, superuser, created_at, last_login";
inline constexpr auto session_columns =
    "id, user_id, created_at, last_seen_at, expires_at, max_expires_at, address, user_agent";
inline constexpr int session_width = 8;

[[nodiscard]] User read_user(const SqliteStatement& row, int first_column);
[[nodiscard]] Session read_session(const SqliteStatement& row);

}  // namespace ostiary
