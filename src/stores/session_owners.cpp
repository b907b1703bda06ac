#include "stores/session_owners.hpp"

namespace ostiary {
namespace {

constexpr auto piccolos_own = "sessions";

}  // namespace

std::string SessionOwners::claim(const std::string& sessions, const std::string& users) {
    const std::scoped_lock lock{mutex_};
    return users_of_.try_emplace(sessions, users).first->second;
}

std::vector<std::string> SessionOwners::sessions_of(const std::string& users) {
    const std::scoped_lock lock{mutex_};
    std::vector<std::string> tables;
    for (const auto& [sessions, owner] : users_of_) {
        if (owner == users) tables.push_back(sessions);
    }
    if (!users_of_.contains(piccolos_own)) tables.emplace_back(piccolos_own);
    return tables;
}

}  // namespace ostiary
