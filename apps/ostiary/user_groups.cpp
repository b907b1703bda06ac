#include <iostream>

#include <ostiary/values/errors.hpp>

#include "command_database.hpp"
#include "command_error.hpp"
#include "user_commands.hpp"

namespace ostiary::program {
namespace {

std::vector<GroupName> to_groups(const std::vector<std::string>& names) {
    try {
        return {names.begin(), names.end()};
    } catch (const ConfigError& error) {
        throw CommandError(std::string{"No such group: "} + error.what() + ".");
    }
}

void record(CommandDatabase& database, AuditKind kind, const User& user, const GroupName& group) {
    database.record({.kind = kind, .user_id = user.id, .username = user.username, .detail = group.text()});
}

}  // namespace

int change_groups(const Settings& settings, const GroupChange& change) {
    // Both are read before either is done.
    const auto joined = to_groups(change.join);
    const auto left = to_groups(change.leave);
    CommandDatabase database{settings};
    const User user = database.find_user(change.name);
    GroupStore& groups = database.groups();
    for (const GroupName& group : joined) {
        if (groups.join(user.id, group)) record(database, AuditKind::group_joined, user, group);
    }
    for (const GroupName& group : left) {
        if (groups.leave(user.id, group)) record(database, AuditKind::group_left, user, group);
    }
    const auto present = groups.of(user.id);
    std::cout << user.username << (present.empty() ? " is in no group" : " is in");
    for (const GroupName& group : present) std::cout << (group == present.front() ? " " : ", ") << group.text();
    std::cout << ".\n";
    return 0;
}

}  // namespace ostiary::program
