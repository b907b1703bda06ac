#pragma once

#include <string>
#include <vector>

#include "password_entry.hpp"
#include "settings.hpp"

namespace ostiary::program {

struct NewUserRequest {
    std::string name{};
    std::string email{};
    bool admin = false;
    bool superuser = false;
    PasswordSource password = PasswordSource::prompt;
};

struct GroupChange {
    std::string name{};
    std::vector<std::string> join{};
    std::vector<std::string> leave{};
};

// `ostiary user ...`: each prints what it did, records it in the audit trail, and throws `CommandError` where it can't.

int add_user(const Settings& settings, const NewUserRequest& request);
int list_users(const Settings& settings, bool as_json);
int change_password(const Settings& settings, const std::string& name, PasswordSource source);
int enable_user(const Settings& settings, const std::string& name);
int disable_user(const Settings& settings, const std::string& name);
/// Shows the user's groups, after the change if there is one.
int change_groups(const Settings& settings, const GroupChange& change);
int delete_user(const Settings& settings, const std::string& name);

}  // namespace ostiary::program
