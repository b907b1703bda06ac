#include <algorithm>
#include <iostream>
#include <string_view>

#include <ostiary/auth/username.hpp>
#include <ostiary/ports/clock.hpp>

#include "command_database.hpp"
#include "command_error.hpp"
#include "new_password.hpp"
#include "printable_text.hpp"
#include "user_commands.hpp"

namespace ostiary::program {
namespace {

/// Not whether it exists, which only a letter to it can tell; but that it can stand in a header and in a list.
bool is_email(std::string_view text) {
    const std::size_t at = text.find('@');
    const bool harmless =
        std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7f'; });
    return harmless && printable(text) == text && text.size() <= 254 && at != std::string_view::npos && at > 0 &&
           at + 1 < text.size();
}

Username checked_name(const NewUserRequest& request) {
    const auto username = canonical_username(request.name);
    if (!username) {
        throw CommandError(
            "That is no user name: 1 to 100 characters, no control characters, no blanks at either end.");
    }
    if (!request.email.empty() && !is_email(request.email)) throw CommandError("That is no e-mail address.");
    return *username;
}

}  // namespace

int add_user(const Settings& settings, const NewUserRequest& request) {
    const Username username = checked_name(request);
    const auto taken = [&] { return CommandError("The user name " + printable(request.name) + " is taken."); };
    // Opened for this alone, and closed again: a prompt should not hold a database open.
    if (CommandDatabase{settings, CommandDatabase::Missing::make}.users().find(username)) throw taken();
    const Secret password = obtain_password(settings, request.password, username.text, request.email);
    const std::string hash = hash_password(settings, password);

    CommandDatabase database{settings};
    const auto id = database.users().create({.username = username,
                                             .email = request.email,
                                             .password_hash = hash,
                                             .admin = request.admin,
                                             .superuser = request.superuser,
                                             .created_at = system_clock()->now()});
    if (!id && database.users().find(username)) throw taken();
    if (!id && request.email.empty()) {
        throw CommandError("In piccolo's table one user alone can be without an e-mail address: give one by --email.");
    }
    if (!id) throw CommandError("The e-mail address is taken.");
    database.record({.kind = AuditKind::user_created, .user_id = id, .username = username.text});
    std::cout << "Added " << username.text << ".\n";
    show_if_generated(request.password, username.text, password);
    return 0;
}

}  // namespace ostiary::program
