#include "stores/piccolo_user_store.hpp"

#include <algorithm>

#include <ostiary/values/errors.hpp>

#include "stores/local_time.hpp"
#include "stores/piccolo_rows.hpp"
#include "stores/piccolo_schema.hpp"
#include "stores/sql_limit.hpp"

namespace ostiary {
namespace {

std::optional<UserRecord> first_piccolo_record(SqliteStatement rows) {
    if (!rows.step()) return std::nullopt;
    return UserRecord{.user = read_piccolo_user(rows, 0), .password_hash = rows.text(piccolo_user_width)};
}

/// SQLite doesn't mind a text longer than its column, but piccolo never finds it.
bool fits_name(std::string_view text) {
    constexpr std::ptrdiff_t most_code_points = 100;
    const auto begins_one = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
    return std::ranges::count_if(text, begins_one) <= most_code_points;
}

}  // namespace

PiccoloUserStore::Statements::Statements(const std::string& table, const std::string& ids)
    : find_by_name("SELECT " + piccolo_user_columns("") + ", password FROM " + table +
                   " WHERE username = ?1 COLLATE BINARY"),
      find_by_id("SELECT " + piccolo_user_columns("") + ", password FROM " + table + " WHERE id = ?1"),
      list("SELECT " + piccolo_user_columns("") + " FROM " + table + " WHERE id > ?1 ORDER BY id LIMIT ?2"),
      create("INSERT INTO " + table +
             " (id, username, email, password, active, admin, superuser)"
             " SELECT 1 + max(coalesce((SELECT max(id) FROM " +
             table + "), 0), coalesce((SELECT last FROM " + ids +
             " WHERE users = ?1), 0)), ?2, ?3, ?4, ?5, ?6, ?7 WHERE ?3 = '' OR NOT EXISTS (SELECT 1 FROM " + table +
             " WHERE lower(email) = lower(?3)) ON CONFLICT DO NOTHING"),
      set_password("UPDATE " + table + " SET password = ?2 WHERE id = ?1"),
      upgrade_password("UPDATE " + table + " SET password = ?3 WHERE id = ?1 AND password = ?2"),
      set_active("UPDATE " + table + " SET active = ?2 WHERE id = ?1"),
      keep_last_id("INSERT INTO " + ids + " SELECT ?1, coalesce(max(id), 0) FROM " + table +
                   " WHERE true ON CONFLICT DO UPDATE SET last = max(last, excluded.last)"),
      remove("DELETE FROM " + table + " WHERE id = ?1"),
      record_login("UPDATE " + table + " SET last_login = ?2 WHERE id = ?1") {}

PiccoloUserStore::PiccoloUserStore(SqliteReaders& readers, SqliteWriter& writer, const Identifier& table,
                                   const Identifier& ids, SessionOwners& owners)
    : readers_(readers), writer_(writer), owners_(owners), table_(table.name()), sql_(table.quoted(), ids.quoted()) {}

std::optional<UserRecord> PiccoloUserStore::find(const Username& username) {
    if (!fits_name(username.text)) return std::nullopt;
    return readers_.read([&](SqliteConnection& connection) {
        return first_piccolo_record(connection.query(sql_.find_by_name, std::string_view{username.text}));
    });
}

std::optional<UserRecord> PiccoloUserStore::find(UserId id) {
    return readers_.read(
        [&](SqliteConnection& connection) { return first_piccolo_record(connection.query(sql_.find_by_id, id)); });
}

std::vector<User> PiccoloUserStore::list(UserId after, std::size_t limit) {
    return readers_.read([&](SqliteConnection& connection) {
        std::vector<User> users;
        auto rows = connection.query(sql_.list, after, sql_limit(limit));
        while (rows.step()) users.push_back(read_piccolo_user(rows, 0));
        return users;
    });
}

std::optional<UserId> PiccoloUserStore::create(const NewUser& user) {
    if (!fits_name(user.username.text)) throw StoreError("a user name has 100 characters at most in piccolo's table");
    return writer_.write([&](SqliteConnection& connection) -> std::optional<UserId> {
        const auto added = connection.run(sql_.create, std::string_view{table_}, std::string_view{user.username.text},
                                          std::string_view{user.email}, std::string_view{user.password_hash},
                                          user.active, user.admin, user.superuser);
        if (added == 0) return std::nullopt;
        return UserId{connection.last_row_id()};
    });
}

bool PiccoloUserStore::set_password(UserId id, std::string_view password_hash) {
    return writer_.write([&](SqliteConnection& connection) {
        end_sessions(connection, id);
        return connection.run(sql_.set_password, id, password_hash) > 0;
    });
}

bool PiccoloUserStore::change_password(UserId id, std::string_view old_hash, std::string_view new_hash) {
    return writer_.write([&](SqliteConnection& connection) {
        if (connection.run(sql_.upgrade_password, id, old_hash, new_hash) == 0) return false;
        end_sessions(connection, id);
        return true;
    });
}

bool PiccoloUserStore::upgrade_password(UserId id, std::string_view old_hash, std::string_view new_hash) {
    return writer_.write([&](SqliteConnection& connection) {
        return connection.run(sql_.upgrade_password, id, old_hash, new_hash) > 0;
    });
}

bool PiccoloUserStore::set_active(UserId id, bool active) {
    return writer_.write([&](SqliteConnection& connection) {
        if (!active) end_sessions(connection, id);
        return connection.run(sql_.set_active, id, active) > 0;
    });
}

bool PiccoloUserStore::remove(UserId id) {
    return writer_.write([&](SqliteConnection& connection) {
        end_sessions(connection, id);
        connection.run(sql_.keep_last_id, std::string_view{table_});
        return connection.run(sql_.remove, id) > 0;
    });
}

void PiccoloUserStore::record_login(UserId id, Instant at) {
    const std::string text = write_local_time(at);
    writer_.write([&](SqliteConnection& connection) { connection.run(sql_.record_login, id, std::string_view{text}); });
}

void PiccoloUserStore::end_sessions(SqliteConnection& connection, UserId user) const {
    for (const auto& name : owners_.sessions_of(table_)) {
        const PiccoloTable sessions{PiccoloTable::Kind::sessions, Identifier{name}};
        if (!has_columns(connection, sessions)) continue;
        connection.run("DELETE FROM " + sessions.name.quoted() + " WHERE user_id = ?1", user);
    }
}

}  // namespace ostiary
