#include "stores/piccolo_session_store.hpp"

#include <ostiary/values/errors.hpp>

#include "stores/piccolo_rows.hpp"
#include "stores/session_life.hpp"
#include "stores/sql_limit.hpp"

namespace ostiary {
namespace {

const std::string expiry = "ostiary_read_local(s.expiry_date)";
const std::string max_expiry = "ostiary_read_local(s.max_expiry_date)";

// With a time that can't be read both are NULL: such a session isn't alive, and what its own program may still be able
// to read isn't deleted.
const std::string is_alive = " min(" + expiry + ", " + max_expiry + ") > ?2";
const std::string has_expired = " min(" + expiry + ", " + max_expiry + ") <= ?2";

/// BINARY, whatever the column says: a token in other letters is another token.
const std::string by_token = " WHERE s.token = ?1 COLLATE BINARY";

}  // namespace

// A row's number is at least the time in milliseconds: SQLite would give the number of the last session, once it has
// ended, to the next one. piccolo prolongs a session by writing back the whole row that it had read, token and all, to
// whichever row has its number by then, so the ended session would live again in the place of the new one.
PiccoloSessionStore::Statements::Statements(const std::string& table, const std::string& users)
    : create("INSERT INTO " + table +
             " (id, token, user_id, expiry_date, max_expiry_date)"
             " SELECT max(coalesce((SELECT max(id) FROM " +
             table + "), 0) + 1, ?5), ?1, ?2, ostiary_write_local(?3), ostiary_write_local(?4)" +
             " WHERE EXISTS (SELECT 1 FROM " + users + " WHERE id = ?2) AND NOT EXISTS (SELECT 1 FROM " + table + " s" +
             by_token + ")"),
      find("SELECT " + piccolo_session_columns("s.") + ", " + piccolo_user_columns("u.") + " FROM " + table +
           " s LEFT JOIN " + users + " u ON u.id = s.user_id" + by_token + " LIMIT 2"),
      touch("UPDATE " + table + " AS s SET expiry_date = ostiary_write_local(min(" + max_expiry + ", ?3))" + by_token +
            " AND" + is_alive + " AND " + expiry + " < min(" + max_expiry + ", ?3)"),
      list("SELECT " + piccolo_session_columns("s.") + " FROM " + table + " s WHERE s.user_id = ?1 AND" + is_alive +
           " ORDER BY s.id DESC LIMIT ?3"),
      revoke_token("DELETE FROM " + table + " AS s" + by_token + " RETURNING " + piccolo_session_columns("")),
      revoke_id("DELETE FROM " + table + " WHERE user_id = ?1 AND CAST(id AS TEXT) = ?2"),
      revoke_all("DELETE FROM " + table + " WHERE user_id = ?1"),
      revoke_others("DELETE FROM " + table + " WHERE user_id = ?1 AND CAST(id AS TEXT) <> ?2"),
      find_expired("SELECT s.id FROM " + table + " s WHERE" + has_expired + " LIMIT ?1"),
      purge("DELETE FROM " + table + " AS s WHERE s.id = ?1 AND" + has_expired),
      count("SELECT count(*) FROM " + table + " s WHERE ?1 AND" + is_alive) {}

PiccoloSessionStore::PiccoloSessionStore(SqliteReaders& readers, SqliteWriter& writer, const Identifier& table,
                                         const Identifier& users_table)
    : readers_(readers), writer_(writer), sql_(table.quoted(), users_table.quoted()) {}

PiccoloSessionStore::~PiccoloSessionStore() {
    flush_last_touches();
}

SessionId PiccoloSessionStore::create(const Session& session, const SessionToken& token,
                                      const std::optional<SessionToken>& replaces) {
    return writer_.write([&](SqliteConnection& connection) {
        if (replaces) connection.run(sql_.revoke_token, replaces->reveal());
        const auto added = connection.run(sql_.create, token.reveal(), session.user_id, session.expires_at,
                                          session.max_expires_at, session.created_at);
        if (added == 0) throw StoreError("the session's user doesn't exist, or its token exists already");
        return SessionId{std::to_string(connection.last_row_id())};
    });
}

std::optional<SessionWithUser> PiccoloSessionStore::find(const SessionToken& token, Instant now) {
    return readers_.read([&](SqliteConnection& connection) -> std::optional<SessionWithUser> {
        auto row = connection.query(sql_.find, token.reveal());
        if (!row.step() || row.is_null(1)) return std::nullopt;
        SessionWithUser found{.session = read_piccolo_session(row)};
        if (!is_live(found.session, now)) return std::nullopt;
        if (!row.is_null(piccolo_session_width)) found.user = read_piccolo_user(row, piccolo_session_width);
        // No constraint keeps a token unique there. Of two sessions with one token none can be known to be the right
        // one.
        if (row.step()) return std::nullopt;
        return found;
    });
}

void PiccoloSessionStore::touch(const SessionToken& token, Instant now, std::optional<Instant> expires_at) {
    // When it was last seen has no column.
    if (expires_at) touches().add({.token = token, .at = now, .expires_at = *expires_at});
}

void PiccoloSessionStore::write_touches(std::span<const TouchBuffer::Touch> touches) {
    writer_.write([&](SqliteConnection& connection) {
        for (const auto& [token, at, expires_at] : touches) connection.run(sql_.touch, token.reveal(), at, expires_at);
    });
}

std::vector<Session> PiccoloSessionStore::list(UserId user, Instant now, std::size_t limit) {
    return readers_.read([&](SqliteConnection& connection) {
        std::vector<Session> sessions;
        auto rows = connection.query(sql_.list, user, now, sql_limit(limit));
        while (rows.step()) sessions.push_back(read_piccolo_session(rows));
        return sessions;
    });
}

std::optional<Session> PiccoloSessionStore::revoke(const SessionToken& token) {
    return writer_.write([&](SqliteConnection& connection) -> std::optional<Session> {
        auto row = connection.query(sql_.revoke_token, token.reveal());
        if (!row.step()) return std::nullopt;
        return read_piccolo_session(row);
    });
}

bool PiccoloSessionStore::revoke(UserId user, const SessionId& id) {
    return writer_.write([&](SqliteConnection& connection) {
        return connection.run(sql_.revoke_id, user, std::string_view{id.value}) > 0;
    });
}

std::size_t PiccoloSessionStore::revoke_all(UserId user, const std::optional<SessionId>& except) {
    return writer_.write([&](SqliteConnection& connection) {
        if (!except) return connection.run(sql_.revoke_all, user);
        return connection.run(sql_.revoke_others, user, std::string_view{except->value});
    });
}

/// Nothing there is indexed by its end, so the search reads the table; it does so beside the writer, not in it.
std::size_t PiccoloSessionStore::purge(Instant now, std::size_t limit) {
    const auto expired = readers_.read([&](SqliteConnection& connection) {
        std::vector<std::int64_t> ids;
        auto rows = connection.query(sql_.find_expired, sql_limit(limit), now);
        while (rows.step()) ids.push_back(rows.integer(0));
        return ids;
    });
    if (expired.empty()) return 0;
    return writer_.write([&](SqliteConnection& connection) {
        std::size_t purged = 0;
        for (const std::int64_t id : expired) purged += connection.run(sql_.purge, id, now);
        return purged;
    });
}

std::size_t PiccoloSessionStore::count(Instant now) {
    return readers_.read([&](SqliteConnection& connection) {
        auto row = connection.query(sql_.count, true, now);
        row.step();
        return static_cast<std::size_t>(row.integer(0));
    });
}

}  // namespace ostiary
