#include <iostream>

#include "command_database.hpp"
#include "json_lists.hpp"
#include "printable_text.hpp"
#include "text_table.hpp"
#include "user_commands.hpp"

namespace ostiary::program {
namespace {

std::string rights_of(const User& user) {
    std::string rights = user.active ? "active" : "disabled";
    if (user.admin) rights += ", admin";
    if (user.superuser) rights += ", superuser";
    return rights;
}

std::string to_table(const std::vector<User>& users) {
    std::vector<std::vector<std::string>> rows{{"ID", "NAME", "E-MAIL", "STATE", "CREATED", "LAST LOGIN"}};
    for (const User& user : users) {
        rows.push_back({std::to_string(user.id.value), user.username, user.email.empty() ? "-" : user.email,
                        rights_of(user), to_short_text(user.created_at),
                        user.last_login ? to_short_text(*user.last_login) : "never"});
    }
    return align(rows);
}

}  // namespace

int list_users(const Settings& settings, bool as_json) {
    CommandDatabase database{settings};
    std::vector<User> users;
    database.for_each_user([&](const User& user) { users.push_back(user); });
    std::cout << (as_json ? to_json(users) + "\n" : to_table(users));
    return 0;
}

}  // namespace ostiary::program
