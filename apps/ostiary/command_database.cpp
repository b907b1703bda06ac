#include "command_database.hpp"

#include <unistd.h>

#include <ostiary/auth/username.hpp>
#include <ostiary/ports/clock.hpp>
#include <ostiary/stores/inspect_database.hpp>

#include "command_error.hpp"
#include "printable_text.hpp"
#include "serve_options.hpp"

namespace ostiary::program {
namespace {

std::shared_ptr<Database> open(const Settings& settings, CommandDatabase::Missing missing) {
    if (missing == CommandDatabase::Missing::refuse) {
        const auto found = inspect_database(settings.database);
        if (!found.file.empty() && !found.exists)
            throw CommandError("There is no database " + found.file + ": `ostiary migrate` makes it.");
    }
    DatabaseOptions options = database_options(settings);
    // Nothing is purged on the side: a command does what it says and no more.
    options.purge_interval = std::chrono::seconds(0);
    return open_database(settings.database, options);
}

}  // namespace

CommandDatabase::CommandDatabase(const Settings& settings, Missing missing)
    : database_(open(settings, missing)),
      users_(database_->users(settings.auth_table)),
      sessions_(database_->sessions(settings.session_table, settings.auth_table)),
      attempts_(database_->attempts()),
      groups_(database_->groups(settings.auth_table)) {}

GroupStore& CommandDatabase::groups() {
    if (!groups_) throw CommandError("There are no groups in piccolo's tables.");
    return *groups_;
}

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
    event.detail += (event.detail.empty() ? "" : ", ") + ("by the system's user " + std::to_string(::getuid()));
    database_->audit()->append(event);
}

}  // namespace ostiary::program
