#pragma once

#include <memory>
#include <string>

#include <ostiary/ports/session_store.hpp>

#include "stores/memory_tables.hpp"

namespace ostiary {

class MemorySessionStore final : public SessionStore {
public:
    /// Throws `ConfigError` where the table holds the sessions of another table of users.
    MemorySessionStore(std::shared_ptr<MemoryTables> tables, const std::string& table, const std::string& users_table);

    SessionId create(const Session& session, const SessionToken& token,
                     const std::optional<SessionToken>& replaces) override;
    std::optional<SessionWithUser> find(const SessionToken& token, Instant now) override;
    void touch(const SessionToken& token, Instant now, std::optional<Instant> expires_at) override;
    std::vector<Session> list(UserId user, Instant now, std::size_t limit) override;
    std::optional<Session> revoke(const SessionToken& token) override;
    bool revoke(UserId user, const SessionId& id) override;
    std::size_t revoke_all(UserId user, const std::optional<SessionId>& except) override;
    std::size_t purge(Instant now, std::size_t limit) override;
    std::size_t count(Instant now) override;

private:
    /// Null where there is none or it has expired. The caller holds the mutex.
    Session* live(const SessionToken& token, Instant now);

    std::shared_ptr<MemoryTables> tables_;
    MemorySessions& table_;
    MemoryUsers& users_;
};

}  // namespace ostiary
