#include "stores/sqlite_audit_store.hpp"

#include "stores/audit_kinds.hpp"
#include "stores/sql_limit.hpp"

namespace ostiary {
namespace {

constexpr auto columns = "at, kind, user_id, username, session_id, address, user_agent, detail";

AuditEvent read_event(const SqliteStatement& row, AuditKind kind) {
    AuditEvent event{.at = row.instant(0),
                     .kind = kind,
                     .username = row.text(3),
                     .address = row.text(5),
                     .user_agent = row.text(6),
                     .detail = row.text(7)};
    if (!row.is_null(2)) event.user_id = UserId{row.integer(2)};
    if (!row.is_null(4)) event.session_id = SessionId{row.text(4)};
    return event;
}

std::optional<std::string_view> text_of(const std::optional<SessionId>& id) {
    if (!id) return std::nullopt;
    return id->value;
}

}  // namespace

SqliteAuditStore::Statements::Statements(const std::string& table)
    : append("INSERT INTO " + table + " (" + columns + ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"),
      recent(std::string{"SELECT "} + columns + " FROM " + table + " ORDER BY at DESC, id DESC LIMIT ?1"),
      purge("DELETE FROM " + table + " WHERE id IN (SELECT id FROM " + table + " WHERE at < ?1 ORDER BY at LIMIT ?2)") {
}

SqliteAuditStore::SqliteAuditStore(SqliteReaders& readers, SqliteWriter& writer, const Identifier& table)
    : readers_(readers), writer_(writer), sql_(table.quoted()) {}

void SqliteAuditStore::append(const AuditEvent& event) {
    writer_.write([&](SqliteConnection& connection) {
        connection.run(sql_.append, event.at, name_of(event.kind), event.user_id, std::string_view{event.username},
                       text_of(event.session_id), std::string_view{event.address}, std::string_view{event.user_agent},
                       std::string_view{event.detail});
    });
}

std::vector<AuditEvent> SqliteAuditStore::recent(std::size_t limit) {
    return readers_.read([&](SqliteConnection& connection) {
        std::vector<AuditEvent> events;
        auto rows = connection.query(sql_.recent, sql_limit(limit));
        while (rows.step()) {
            if (const auto kind = audit_kind_named(rows.text(1))) events.push_back(read_event(rows, *kind));
        }
        return events;
    });
}

std::size_t SqliteAuditStore::purge(Instant before, std::size_t limit) {
    return writer_.write(
        [&](SqliteConnection& connection) { return connection.run(sql_.purge, before, sql_limit(limit)); });
}

}  // namespace ostiary
