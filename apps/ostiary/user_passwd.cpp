#include <iostream>

#include "command_database.hpp"
#include "command_error.hpp"
#include "new_password.hpp"
#include "user_commands.hpp"

namespace ostiary::program {

int change_password(const Settings& settings, const std::string& name, PasswordSource source) {
    const User user = CommandDatabase{settings}.find_user(name);
    const Secret password = obtain_password(settings, source, user.username, user.email);
    const std::string hash = hash_password(settings, password);

    CommandDatabase database{settings};
    if (!database.users().set_password(user.id, hash)) throw CommandError("There is no user " + user.username + ".");
    database.record({.kind = AuditKind::password_changed, .user_id = user.id, .username = user.username});
    std::cout << "Changed the password of " << user.username << " and ended all sessions.\n";
    show_if_generated(source, user.username, password);
    return 0;
}

}  // namespace ostiary::program
