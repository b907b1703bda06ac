#pragma once

#include <string>

#include <ostiary/values/session.hpp>
#include <ostiary/values/user.hpp>

#include "stores/sqlite_statement.hpp"

namespace ostiary {

// The columns of piccolo's users and sessions, in the order in which they are read, behind the name that the statement
// gives the table, with its point. A flag is true where piccolo finds it so, which is at the number 1; a session's user
// is a number or NULL; a time that can't be read is NULL.
[[nodiscard]] std::string piccolo_user_columns(const std::string& table);
[[nodiscard]] std::string piccolo_session_columns(const std::string& table);
inline constexpr int piccolo_user_width = 9;
inline constexpr int piccolo_session_width = 4;

[[nodiscard]] User read_piccolo_user(const SqliteStatement& row, int first_column);
/// What piccolo doesn't keep stays empty or at the epoch, as does a time that can't be read: such a session is over.
[[nodiscard]] Session read_piccolo_session(const SqliteStatement& row);

}  // namespace ostiary
