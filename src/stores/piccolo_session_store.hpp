#pragma once

#include <string>

#include "stores/buffered_session_store.hpp"
#include "stores/identifier.hpp"
#include "stores/sqlite_readers.hpp"
#include "stores/sqlite_writer.hpp"

namespace ostiary {

/// The sessions of a `sessions` table of piccolo_api's: the token as it is, the times local, and nothing of when, from
/// where or by what a session was made. A session's public id is its row's number.
class PiccoloSessionStore final : public BufferedSessionStore {
public:
    PiccoloSessionStore(SqliteReaders& readers, SqliteWriter& writer, const Identifier& table,
                        const Identifier& users_table);
    PiccoloSessionStore(const PiccoloSessionStore&) = delete;
    PiccoloSessionStore& operator=(const PiccoloSessionStore&) = delete;
    ~PiccoloSessionStore() override;

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
    struct Statements {
        Statements(const std::string& table, const std::string& users);

        std::string create, find, touch, list, revoke_token, revoke_id, revoke_all, revoke_others, find_expired, purge,
            count;
    };

    void write_touches(std::span<const TouchBuffer::Touch> touches) override;

    SqliteReaders& readers_;
    SqliteWriter& writer_;
    const Statements sql_;
};

}  // namespace ostiary
