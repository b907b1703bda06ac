#include "new_password.hpp"

#include <array>
#include <iostream>

#include <ostiary/auth/password_hashing.hpp>
#include <ostiary/auth/password_policy.hpp>

#include "command_error.hpp"
#include "serve_options.hpp"

namespace ostiary::program {
Secret obtain_password(const Settings& settings, PasswordSource source, const std::string& username,
                       const std::string& email) {
    Secret password = enter_password(source, username);
    const std::array<std::string, 3> context{username, email, "ostiary"};
    if (const auto reason = check_password(password_policy(settings), password, context)) throw CommandError(*reason);
    return password;
}

std::string hash_password(const Settings& settings, const Secret& password) {
    PasswordHashing options = hashing_options(settings);
    options.slots = 1;
    return make_password_hasher(options)->hash(password);
}

void show_if_generated(PasswordSource source, const std::string& username, const Secret& password) {
    if (source != PasswordSource::generated) return;
    std::cout << "The password of " << username << " is " << password.reveal() << "\n";
}

}  // namespace ostiary::program
