#include <iostream>

#include "command_database.hpp"
#include "command_error.hpp"
#include "printable_text.hpp"
#include "user_commands.hpp"

namespace ostiary::program {
namespace {

struct Change {
    AuditKind kind{};
    bool (*apply)(UserStore&, UserId) = nullptr;
    const char* done = "";
    const char* besides = "";
};

int change(const Settings& settings, const std::string& name, const Change& what) {
    CommandDatabase database{settings};
    const User user = database.find_user(name);
    if (!what.apply(database.users(), user.id)) throw CommandError("There is no user " + user.username + ".");
    database.record({.kind = what.kind, .user_id = user.id, .username = user.username});
    // The address, too: who was enabled may be somebody else who took the name first.
    const std::string address = user.email.empty() ? "" : " (" + printable(user.email) + ")";
    std::cout << what.done << " " << user.username << address << what.besides << ".\n";
    return 0;
}

}  // namespace

int enable_user(const Settings& settings, const std::string& name) {
    return change(settings, name, {.kind = AuditKind::user_enabled, .apply = [](UserStore& users, UserId id) {
        return users.set_active(id, true);
    }, .done = "Enabled"});
}

int disable_user(const Settings& settings, const std::string& name) {
    return change(settings, name, {.kind = AuditKind::user_disabled, .apply = [](UserStore& users, UserId id) {
        return users.set_active(id, false);
    }, .done = "Disabled", .besides = " and ended all sessions"});
}

int delete_user(const Settings& settings, const std::string& name) {
    return change(settings, name, {.kind = AuditKind::user_deleted, .apply = [](UserStore& users, UserId id) {
        return users.remove(id);
    }, .done = "Deleted", .besides = " and ended all sessions"});
}

}  // namespace ostiary::program
