#include "stores/piccolo_rows.hpp"

namespace ostiary {
namespace {

std::optional<std::string> optional_text(const SqliteStatement& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return row.text(column);
}

}  // namespace

std::string piccolo_user_columns(const std::string& table) {
    return table + "id, " + table + "username, " + table + "email, " + table + "first_name, " + table + "last_name, " +
           table + "active = 1, " + table + "admin = 1, " + table + "superuser = 1, ostiary_read_local(" + table +
           "last_login)";
}

std::string piccolo_session_columns(const std::string& table) {
    return table + "id, CASE typeof(" + table + "user_id) WHEN 'integer' THEN " + table +
           "user_id END, ostiary_read_local(" + table + "expiry_date), ostiary_read_local(" + table +
           "max_expiry_date)";
}

User read_piccolo_user(const SqliteStatement& row, int first_column) {
    const auto column = [first_column](int offset) { return first_column + offset; };
    User user{.id = {row.integer(column(0))},
              .username = row.text(column(1)),
              .email = row.text(column(2)),
              .active = row.boolean(column(5)),
              .admin = row.boolean(column(6)),
              .superuser = row.boolean(column(7)),
              .first_name = optional_text(row, column(3)),
              .last_name = optional_text(row, column(4))};
    if (!row.is_null(column(8))) user.last_login = row.instant(column(8));
    return user;
}

Session read_piccolo_session(const SqliteStatement& row) {
    return {.id = {row.text(0)},
            .user_id = {row.integer(1)},
            .expires_at = row.instant(2),
            .max_expires_at = row.instant(3)};
}

}  // namespace ostiary
