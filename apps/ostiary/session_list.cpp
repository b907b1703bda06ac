#include <iostream>

#include <ostiary/ports/clock.hpp>

#include "command_database.hpp"
#include "json_lists.hpp"
#include "printable_text.hpp"
#include "session_commands.hpp"
#include "text_table.hpp"

namespace ostiary::program {
namespace {

std::string to_table(const std::vector<ListedSession>& sessions) {
    std::vector<std::vector<std::string>> rows{{"ID", "USER", "ADDRESS", "LAST SEEN", "EXPIRES", "USER AGENT"}};
    for (const auto& [username, session] : sessions) {
        rows.push_back({session.id.value, username, session.address.empty() ? "-" : session.address,
                        to_short_text(session.last_seen_at), to_short_text(session.expires_at),
                        session.user_agent.empty() ? "-" : session.user_agent});
    }
    return align(rows);
}

}  // namespace

int list_sessions(const Settings& settings, const std::string& user, bool as_json) {
    CommandDatabase database{settings};
    std::vector<ListedSession> sessions;
    const auto add = [&](const User& owner) {
        for (Session& session : database.sessions().list(owner.id, system_clock()->now(), all_of_them))
            sessions.push_back({owner.username, std::move(session)});
    };
    if (user.empty()) {
        database.for_each_user(add);
    } else {
        add(database.find_user(user));
    }
    std::cout << (as_json ? to_json(sessions) + "\n" : to_table(sessions));
    return 0;
}

}  // namespace ostiary::program
