#include "stores/sqlite_session_store.hpp"

#include "stores/sql_limit.hpp"
#include "stores/sqlite_rows.hpp"

namespace ostiary {
namespace {

const std::string live = " expires_at > ?2 AND max_expires_at > ?2";

}  // namespace

SqliteSessionStore::Statements::Statements(const std::string& table, const std::string& users)
    : create("INSERT INTO " + table + " (token_hash, " + session_columns +
             ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"),
      find(
          "SELECT s.id, s.user_id, s.created_at, s.last_seen_at, s.expires_at, s.max_expires_at, s.address,"
          " s.user_agent, u.id, u.username, u.email, u.active, u.admin, u.superuser, u.created_at, u.last_login"
          " FROM " +
          table + " s LEFT JOIN " + users + " u ON u.id = s.user_id WHERE s.token_hash = ?1 AND" + live),
      touch("UPDATE " + table +
            " SET last_seen_at = max(last_seen_at, ?2), expires_at = min(max_expires_at, max(expires_at, ?3))"
            " WHERE token_hash = ?1 AND" +
            live),
      list(std::string{"SELECT "} + session_columns + " FROM " + table + " WHERE user_id = ?1 AND" + live +
           " ORDER BY created_at DESC, id DESC LIMIT ?3"),
      revoke_token("DELETE FROM " + table + " WHERE token_hash = ?1 RETURNING " + session_columns),
      revoke_id("DELETE FROM " + table + " WHERE user_id = ?1 AND id = ?2"),
      revoke_all("DELETE FROM " + table + " WHERE user_id = ?1"),
      revoke_others("DELETE FROM " + table + " WHERE user_id = ?1 AND id <> ?2"),
      purge("DELETE FROM " + table + " WHERE token_hash IN (SELECT token_hash FROM " + table +
            " WHERE min(expires_at, max_expires_at) <= ?1 LIMIT ?2)"),
      count("SELECT count(*) FROM " + table + " WHERE min(expires_at, max_expires_at) > ?1") {}

SqliteSessionStore::SqliteSessionStore(SqliteReaders& readers, SqliteWriter& writer, const Identifier& table,
                                       const Identifier& users_table)
    : readers_(readers), writer_(writer), sql_(table.quoted(), users_table.quoted()) {}

SqliteSessionStore::~SqliteSessionStore() {
    flush_last_touches();
}

SessionId SqliteSessionStore::create(const Session& session, const SessionToken& token,
                                     const std::optional<SessionToken>& replaces) {
    writer_.write([&](SqliteConnection& connection) {
        if (replaces) connection.query(sql_.revoke_token, replaces->hash()).step();
        connection.run(sql_.create, token.hash(), std::string_view{session.id.value}, session.user_id,
                       session.created_at, session.last_seen_at, session.expires_at, session.max_expires_at,
                       std::string_view{session.address}, std::string_view{session.user_agent});
    });
    return session.id;
}

std::optional<SessionWithUser> SqliteSessionStore::find(const SessionToken& token, Instant now) {
    return readers_.read([&](SqliteConnection& connection) -> std::optional<SessionWithUser> {
        auto row = connection.query(sql_.find, token.hash(), now);
        if (!row.step()) return std::nullopt;
        SessionWithUser found{.session = read_session(row)};
        if (!row.is_null(session_width)) found.user = read_user(row, session_width);
        return found;
    });
}

void SqliteSessionStore::touch(const SessionToken& token, Instant now, std::optional<Instant> expires_at) {
    touches().add({.token = token, .at = now, .expires_at = expires_at.value_or(Instant{})});
}

void SqliteSessionStore::write_touches(std::span<const TouchBuffer::Touch> touches) {
    writer_.write([&](SqliteConnection& connection) {
        for (const auto& [token, at, expires_at] : touches) connection.run(sql_.touch, token.hash(), at, expires_at);
    });
}

std::vector<Session> SqliteSessionStore::list(UserId user, Instant now, std::size_t limit) {
    return readers_.read([&](SqliteConnection& connection) {
        std::vector<Session> sessions;
        auto rows = connection.query(sql_.list, user, now, sql_limit(limit));
        while (rows.step()) sessions.push_back(read_session(rows));
        return sessions;
    });
}

std::optional<Session> SqliteSessionStore::revoke(const SessionToken& token) {
    return writer_.write([&](SqliteConnection& connection) -> std::optional<Session> {
        auto row = connection.query(sql_.revoke_token, token.hash());
        if (!row.step()) return std::nullopt;
        return read_session(row);
    });
}

bool SqliteSessionStore::revoke(UserId user, const SessionId& id) {
    return writer_.write([&](SqliteConnection& connection) {
        return connection.run(sql_.revoke_id, user, std::string_view{id.value}) > 0;
    });
}

std::size_t SqliteSessionStore::revoke_all(UserId user, const std::optional<SessionId>& except) {
    return writer_.write([&](SqliteConnection& connection) {
        if (!except) return connection.run(sql_.revoke_all, user);
        return connection.run(sql_.revoke_others, user, std::string_view{except->value});
    });
}

std::size_t SqliteSessionStore::purge(Instant now, std::size_t limit) {
    return writer_.write(
        [&](SqliteConnection& connection) { return connection.run(sql_.purge, now, sql_limit(limit)); });
}

std::size_t SqliteSessionStore::count(Instant now) {
    return readers_.read([&](SqliteConnection& connection) {
        auto row = connection.query(sql_.count, now);
        row.step();
        return static_cast<std::size_t>(row.integer(0));
    });
}

}  // namespace ostiary
