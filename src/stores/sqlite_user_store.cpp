#include "stores/sqlite_user_store.hpp"

#include "stores/sql_limit.hpp"
#include "stores/sqlite_rows.hpp"

namespace ostiary {
namespace {

std::optional<UserRecord> first_record(SqliteStatement rows) {
    if (!rows.step()) return std::nullopt;
    return UserRecord{.user = read_user(rows, 0), .password_hash = rows.text(8)};
}

}  // namespace

SqliteUserStore::Statements::Statements(const std::string& table)
    : find_by_key(std::string{"SELECT "} + user_columns + ", password_hash FROM " + table + " WHERE username_key = ?1"),
      find_by_id(std::string{"SELECT "} + user_columns + ", password_hash FROM " + table + " WHERE id = ?1"),
      list(std::string{"SELECT "} + user_columns + " FROM " + table + " WHERE id > ?1 ORDER BY id LIMIT ?2"),
      create("INSERT INTO " + table +
             " (username, username_key, email, password_hash, active, admin, superuser, created_at)"
             " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING"),
      set_password("UPDATE " + table + " SET password_hash = ?2 WHERE id = ?1"),
      upgrade_password("UPDATE " + table + " SET password_hash = ?3 WHERE id = ?1 AND password_hash = ?2"),
      set_active("UPDATE " + table + " SET active = ?2 WHERE id = ?1"),
      remove("DELETE FROM " + table + " WHERE id = ?1"),
      record_login("UPDATE " + table + " SET last_login = ?2 WHERE id = ?1") {}

SqliteUserStore::SqliteUserStore(SqliteReaders& readers, SqliteWriter& writer, const Identifier& table)
    : readers_(readers), writer_(writer), table_(table.name()), sql_(table.quoted()) {}

std::optional<UserRecord> SqliteUserStore::find(const Username& username) {
    return readers_.read([&](SqliteConnection& connection) {
        return first_record(connection.query(sql_.find_by_key, std::string_view{username.key}));
    });
}

std::optional<UserRecord> SqliteUserStore::find(UserId id) {
    return readers_.read(
        [&](SqliteConnection& connection) { return first_record(connection.query(sql_.find_by_id, id)); });
}

std::vector<User> SqliteUserStore::list(UserId after, std::size_t limit) {
    return readers_.read([&](SqliteConnection& connection) {
        std::vector<User> users;
        auto rows = connection.query(sql_.list, after, sql_limit(limit));
        while (rows.step()) users.push_back(read_user(rows, 0));
        return users;
    });
}

std::optional<UserId> SqliteUserStore::create(const NewUser& user) {
    return writer_.write([&](SqliteConnection& connection) -> std::optional<UserId> {
        const auto added =
            connection.run(sql_.create, std::string_view{user.username.text}, std::string_view{user.username.key},
                           std::string_view{user.email}, std::string_view{user.password_hash}, user.active, user.admin,
                           user.superuser, user.created_at);
        if (added == 0) return std::nullopt;
        return UserId{connection.last_row_id()};
    });
}

bool SqliteUserStore::set_password(UserId id, std::string_view password_hash) {
    return writer_.write([&](SqliteConnection& connection) {
        end_sessions(connection, id);
        return connection.run(sql_.set_password, id, password_hash) > 0;
    });
}

bool SqliteUserStore::change_password(UserId id, std::string_view old_hash, std::string_view new_hash) {
    return writer_.write([&](SqliteConnection& connection) {
        if (connection.run(sql_.upgrade_password, id, old_hash, new_hash) == 0) return false;
        end_sessions(connection, id);
        return true;
    });
}

bool SqliteUserStore::upgrade_password(UserId id, std::string_view old_hash, std::string_view new_hash) {
    return writer_.write([&](SqliteConnection& connection) {
        return connection.run(sql_.upgrade_password, id, old_hash, new_hash) > 0;
    });
}

bool SqliteUserStore::set_active(UserId id, bool active) {
    return writer_.write([&](SqliteConnection& connection) {
        if (!active) end_sessions(connection, id);
        return connection.run(sql_.set_active, id, active) > 0;
    });
}

bool SqliteUserStore::remove(UserId id) {
    return writer_.write([&](SqliteConnection& connection) { return connection.run(sql_.remove, id) > 0; });
}

void SqliteUserStore::record_login(UserId id, Instant at) {
    writer_.write([&](SqliteConnection& connection) { connection.run(sql_.record_login, id, at); });
}

void SqliteUserStore::end_sessions(SqliteConnection& connection, UserId user) const {
    std::vector<Identifier> tables;
    {
        auto rows = connection.query(
            "SELECT s.name FROM ostiary_schema s, pragma_foreign_key_list(s.name) f"
            " WHERE s.component = 'sessions' AND f.\"table\" = ?1 COLLATE NOCASE",
            std::string_view{table_});
        while (rows.step()) tables.emplace_back(rows.text(0));
    }
    for (const auto& table : tables) {
        connection.run("DELETE FROM " + table.quoted() + " WHERE user_id = ?1", user);
    }
}

}  // namespace ostiary
