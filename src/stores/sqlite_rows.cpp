#include "stores/sqlite_rows.hpp"

namespace ostiary {

User read_user(const SqliteStatement& row, int first_column) {
    const auto column = [first_column](int offset) { return first_column + offset; };
    User user{.id = {row.integer(column(0))},
              .username = row.text(column(1)),
              .email = row.text(column(2)),
              .active = row.boolean(column(3)),
              .admin = row.boolean(column(4)),
              .superuser = row.boolean(column(5)),
              .created_at = row.instant(column(6))};
    if (!row.is_null(column(7))) user.last_login = row.instant(column(7));
    return user;
}

Session read_session(const SqliteStatement& row) {
    return {.id = {row.text(0)},
            .user_id = {row.integer(1)},
            .created_at = row.instant(2),
            .last_seen_at = row.instant(3),
            .expires_at = row.instant(4),
            .max_expires_at = row.instant(5),
            .address = row.text(6),
            .user_agent = row.text(7)};
}

}  // namespace ostiary
