#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include <ostiary/ports/user_store.hpp>
#include <ostiary/values/audit_event.hpp>
#include <ostiary/values/group_name.hpp>
#include <ostiary/values/secret.hpp>
#include <ostiary/values/session.hpp>
#include <ostiary/values/session_token.hpp>

#include "ports/token_bucket.hpp"
#include "stores/attempt_window.hpp"

namespace ostiary {

struct MemoryUser {
    UserRecord record{};
    std::string key{};
    std::set<GroupName> groups{};
};

struct MemoryUsers {
    std::map<UserId, MemoryUser> rows{};
    std::int64_t last_id = 0;
};

struct MemorySessions {
    std::string users_table{};
    std::map<TokenHash, Session> rows{};
};

/// Everything that a memory database holds. One mutex makes each call a transaction.
struct MemoryTables {
    std::mutex mutex{};
    std::map<std::string, MemoryUsers, std::less<>> users{};
    std::map<std::string, MemorySessions, std::less<>> sessions{};
    std::unordered_map<std::string, AttemptWindow> attempts{};
    std::unordered_map<std::string, TokenBucket> rates{};
    std::map<std::string, Secret, std::less<>> secrets{};
    std::multimap<Instant, AuditEvent> audit{};

    /// Ends the user's sessions in every table of sessions that belongs to that table of users.
    void end_sessions(std::string_view users_table, UserId user);
};

}  // namespace ostiary
