#include "command_database.hpp"

#include <unistd.h>

#include <ostiary/auth/username.hpp>
#include <ostiary/ports/clock.hpp>
#include <ostiary/stores/inspect_database.hpp>
#include <ostiary/stores/open_database.hpp>

#include "command_error.hpp"
#include "printable_text.hpp"

namespace ostiary::program {
namespace {

std::shared_ptr<Database> open(const std::string& address, CommandDatabase::Missing missing) {
    if (missing == CommandDatabase::Missing::refuse) {
        const auto found = inspect_database(address);
        if (!found.file.empty() && !found.exists)
            throw CommandError("There is no database " + found.file + ": `ostiary migrate` makes it.");
    }
    // Nothing is purged on the side: a command does what it says and no more.
    return open_database(address, {.purge_interval = std::chrono::seconds(0)});
}

}  // namespace

CommandDatabase::CommandDatabase(const Settings& settings, Missing missing)
    : database_(open(settings.database, missing)),
      users_(database_->users(settings.auth_table)),
      sessions_(database_->sessions(settings.session_table, settings.auth_table)),
      attempts_(database_->attempts()) {}

User CommandDatabase::find_user(const std::string& name) {
    const auto username = canonical_username(name);
    const auto record = username ? users_->find(*username) : std::nullopt;
    if (!record) throw CommandError("There is no user " + printable(name) + ".");
    return record->user;
}

void CommandDatabase::for_each_user(const std::function<void(const User&)>& visit) {
    constexpr std::size_t batch = 500;
    UserId last{0};
    while (true) {
        const auto users = users_->list(last, batch);
        for (const User& user : users) visit(user);
        if (users.size() < batch) return;
        last = users.back().id;
    }
}

void CommandDatabase::record(AuditEvent event) {
    event.at = system_clock()->now();
    event.user_agent = "ostiary command line";
    event.detail = "by the system's user " + std::to_string(::getuid());
    database_->audit()->append(event);
}

}  // namespace ostiary::program
