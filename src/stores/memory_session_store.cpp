#include "stores/memory_session_store.hpp"

#include <algorithm>
#include <utility>

#include <ostiary/values/errors.hpp>

#include "stores/session_life.hpp"

namespace ostiary {
namespace {

MemorySessions& table_named(MemoryTables& tables, const std::string& name, const std::string& users_table) {
    const std::scoped_lock lock{tables.mutex};
    auto& table = tables.sessions.try_emplace(name, MemorySessions{.users_table = users_table}).first->second;
    if (table.users_table == users_table) return table;
    throw ConfigError("table `" + name + "` holds the sessions of `" + table.users_table + "`, not of `" + users_table +
                      "`");
}

MemoryUsers& users_named(MemoryTables& tables, const std::string& name) {
    const std::scoped_lock lock{tables.mutex};
    return tables.users[name];
}

}  // namespace

MemorySessionStore::MemorySessionStore(std::shared_ptr<MemoryTables> tables, const std::string& table,
                                       const std::string& users_table)
    : tables_(std::move(tables)),
      table_(table_named(*tables_, table, users_table)),
      users_(users_named(*tables_, users_table)) {}

Session* MemorySessionStore::live(const SessionToken& token, Instant now) {
    const auto found = table_.rows.find(token.hash());
    if (found == table_.rows.end() || !is_live(found->second, now)) return nullptr;
    return &found->second;
}

SessionId MemorySessionStore::create(const Session& session, const SessionToken& token,
                                     const std::optional<SessionToken>& replaces) {
    const TokenHash key = token.hash();
    const auto replaced = replaces ? std::optional{replaces->hash()} : std::nullopt;
    const std::scoped_lock lock{tables_->mutex};
    if (!users_.rows.contains(session.user_id)) throw StoreError("the user of the session doesn't exist");
    if (table_.rows.contains(key) && replaced != key) throw StoreError("the session's token exists already");
    if (replaced) table_.rows.erase(*replaced);
    table_.rows.emplace(key, session);
    return session.id;
}

std::optional<SessionWithUser> MemorySessionStore::find(const SessionToken& token, Instant now) {
    const std::scoped_lock lock{tables_->mutex};
    const auto* session = live(token, now);
    if (!session) return std::nullopt;
    SessionWithUser found{.session = *session};
    const auto user = users_.rows.find(session->user_id);
    if (user != users_.rows.end()) found.user = user->second.record.user;
    return found;
}

void MemorySessionStore::touch(const SessionToken& token, Instant now, std::optional<Instant> expires_at) {
    const std::scoped_lock lock{tables_->mutex};
    auto* session = live(token, now);
    if (!session) return;
    session->last_seen_at = std::max(session->last_seen_at, now);
    const Instant wanted = std::max(session->expires_at, expires_at.value_or(session->expires_at));
    session->expires_at = std::min(session->max_expires_at, wanted);
}

std::vector<Session> MemorySessionStore::list(UserId user, Instant now, std::size_t limit) {
    const std::scoped_lock lock{tables_->mutex};
    std::vector<Session> sessions;
    for (const auto& [token, session] : table_.rows) {
        if (session.user_id == user && is_live(session, now)) sessions.push_back(session);
    }
    std::ranges::sort(sessions, [](const Session& a, const Session& b) {
        return std::pair{b.created_at, b.id} < std::pair{a.created_at, a.id};
    });
    sessions.resize(std::min(sessions.size(), limit));
    return sessions;
}

std::optional<Session> MemorySessionStore::revoke(const SessionToken& token) {
    const std::scoped_lock lock{tables_->mutex};
    const auto row = table_.rows.extract(token.hash());
    if (row.empty()) return std::nullopt;
    return row.mapped();
}

bool MemorySessionStore::revoke(UserId user, const SessionId& id) {
    const std::scoped_lock lock{tables_->mutex};
    return std::erase_if(table_.rows,
                         [&](const auto& row) { return row.second.user_id == user && row.second.id == id; }) > 0;
}

std::size_t MemorySessionStore::revoke_all(UserId user, const std::optional<SessionId>& except) {
    const std::scoped_lock lock{tables_->mutex};
    return std::erase_if(table_.rows,
                         [&](const auto& row) { return row.second.user_id == user && row.second.id != except; });
}

std::size_t MemorySessionStore::purge(Instant now, std::size_t limit) {
    const std::scoped_lock lock{tables_->mutex};
    std::size_t purged = 0;
    std::erase_if(table_.rows, [&](const auto& row) {
        const bool goes = purged < limit && !is_live(row.second, now);
        purged += goes ? 1 : 0;
        return goes;
    });
    return purged;
}

std::size_t MemorySessionStore::count(Instant now) {
    const std::scoped_lock lock{tables_->mutex};
    return static_cast<std::size_t>(
        std::ranges::count_if(table_.rows, [now](const auto& row) { return is_live(row.second, now); }));
}

}  // namespace ostiary
