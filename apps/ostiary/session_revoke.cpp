#include <algorithm>
#include <iostream>
#include <optional>

#include <ostiary/ports/clock.hpp>

#include "command_database.hpp"
#include "command_error.hpp"
#include "printable_text.hpp"
#include "session_commands.hpp"

namespace ostiary::program {
namespace {

/// Reading who has it costs nobody anything; trying to revoke it from each would be a write per user.
std::optional<User> owner_of(CommandDatabase& database, const SessionId& id) {
    std::optional<User> owner;
    database.for_each_user([&](const User& user) {
        if (owner) return;
        const auto sessions = database.sessions().list(user.id, system_clock()->now(), all_of_them);
        if (std::ranges::find(sessions, id, &Session::id) != sessions.end()) owner = user;
    });
    return owner;
}

int revoke_one(CommandDatabase& database, const SessionSelection& selection) {
    const SessionId id{selection.id};
    const auto owner =
        selection.user.empty() ? owner_of(database, id) : std::optional{database.find_user(selection.user)};
    if (!owner || !database.sessions().revoke(owner->id, id))
        throw CommandError("There is no session " + printable(selection.id) + ".");
    database.record(
        {.kind = AuditKind::session_revoked, .user_id = owner->id, .username = owner->username, .session_id = id});
    std::cout << "Ended a session of " << owner->username << ".\n";
    return 0;
}

int revoke_all(CommandDatabase& database, const std::string& name) {
    const User user = database.find_user(name);
    const std::size_t ended = database.sessions().revoke_all(user.id, std::nullopt);
    if (ended > 0) database.record({.kind = AuditKind::session_revoked, .user_id = user.id, .username = user.username});
    std::cout << "Ended " << ended << " sessions of " << user.username << ".\n";
    return 0;
}

}  // namespace

int revoke_sessions(const Settings& settings, const SessionSelection& selection) {
    CommandDatabase database{settings};
    return selection.id.empty() ? revoke_all(database, selection.user) : revoke_one(database, selection);
}

}  // namespace ostiary::program
