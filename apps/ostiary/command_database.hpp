#pragma once

#include <functional>
#include <memory>
#include <string>

#include <ostiary/ports/database.hpp>
#include <ostiary/values/audit_event.hpp>

#include "settings.hpp"

namespace ostiary::program {

/// The database as a command that does one thing uses it. Throws `ConfigError`, `StoreError`, `CommandError`.
class CommandDatabase {
public:
    /// What to do where there is no database yet. To be told that there are no users, for a letter that is wrong in an
    /// address, would help nobody.
    enum class Missing { refuse, make };

    explicit CommandDatabase(const Settings& settings, Missing missing = Missing::refuse);

    [[nodiscard]] UserStore& users() { return *users_; }
    [[nodiscard]] SessionStore& sessions() { return *sessions_; }
    [[nodiscard]] AttemptStore& attempts() { return *attempts_; }
    /// Throws `CommandError` where the database has none.
    [[nodiscard]] GroupStore& groups();

    /// Throws `CommandError` where there is no such user.
    [[nodiscard]] User find_user(const std::string& name);
    void for_each_user(const std::function<void(const User&)>& visit);

    /// The moment and who did it are filled in, the latter behind what `detail` says.
    void record(AuditEvent event);

private:
    std::shared_ptr<Database> database_;
    std::shared_ptr<UserStore> users_;
    std::shared_ptr<SessionStore> sessions_;
    std::shared_ptr<AttemptStore> attempts_;
    std::shared_ptr<GroupStore> groups_;
};

}  // namespace ostiary::program
