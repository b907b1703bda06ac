#include "stores/memory_group_store.hpp"

#include <utility>

namespace ostiary {
namespace {

MemoryUsers& users_named(MemoryTables& tables, const std::string& name) {
    const std::scoped_lock lock{tables.mutex};
    return tables.users[name];
}

}  // namespace

MemoryGroupStore::MemoryGroupStore(std::shared_ptr<MemoryTables> tables, const std::string& users)
    : tables_(std::move(tables)), users_(users_named(*tables_, users)) {}

MemoryUser* MemoryGroupStore::row(UserId user) {
    const auto found = users_.rows.find(user);
    return found == users_.rows.end() ? nullptr : &found->second;
}

std::vector<GroupName> MemoryGroupStore::of(UserId user) {
    const std::scoped_lock lock{tables_->mutex};
    const auto* found = row(user);
    if (!found) return {};
    return {found->groups.begin(), found->groups.end()};
}

bool MemoryGroupStore::join(UserId user, const GroupName& group) {
    const std::scoped_lock lock{tables_->mutex};
    auto* found = row(user);
    return found && found->groups.insert(group).second;
}

bool MemoryGroupStore::leave(UserId user, const GroupName& group) {
    const std::scoped_lock lock{tables_->mutex};
    auto* found = row(user);
    return found && found->groups.erase(group) > 0;
}

}  // namespace ostiary
