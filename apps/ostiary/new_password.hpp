#pragma once

#include <string>

#include <ostiary/values/secret.hpp>

#include "password_entry.hpp"
#include "settings.hpp"

namespace ostiary::program {

/// Asks for a password of that user and checks it against the policy. Throws `CommandError` with the policy's reason.
[[nodiscard]] Secret obtain_password(const Settings& settings, PasswordSource source, const std::string& username,
                                     const std::string& email);

[[nodiscard]] std::string hash_password(const Settings& settings, const Secret& password);

/// Shows the password where it was made here, since nobody else knows it.
void show_if_generated(PasswordSource source, const std::string& username, const Secret& password);

}  // namespace ostiary::program
