#include "stores/memory_user_store.hpp"

#include <algorithm>
#include <utility>

#include "values/ascii.hpp"

namespace ostiary {
namespace {

MemoryUsers& table_named(MemoryTables& tables, const std::string& name) {
    const std::scoped_lock lock{tables.mutex};
    return tables.users[name];
}

bool clashes(const UserRecord& present, const std::string& present_key, const NewUser& user) {
    if (present_key == user.username.key) return true;
    return !user.email.empty() && to_lower(present.user.email) == to_lower(user.email);
}

}  // namespace

MemoryUserStore::MemoryUserStore(std::shared_ptr<MemoryTables> tables, std::string table)
    : tables_(std::move(tables)), name_(std::move(table)), table_(table_named(*tables_, name_)) {}

MemoryUser* MemoryUserStore::row(UserId id) {
    const auto found = table_.rows.find(id);
    return found == table_.rows.end() ? nullptr : &found->second;
}

std::optional<UserRecord> MemoryUserStore::find(const Username& username) {
    const std::scoped_lock lock{tables_->mutex};
    const auto found =
        std::ranges::find_if(table_.rows, [&](const auto& row) { return row.second.key == username.key; });
    if (found == table_.rows.end()) return std::nullopt;
    return found->second.record;
}

std::optional<UserRecord> MemoryUserStore::find(UserId id) {
    const std::scoped_lock lock{tables_->mutex};
    const auto* found = row(id);
    if (!found) return std::nullopt;
    return found->record;
}

std::vector<User> MemoryUserStore::list(UserId after, std::size_t limit) {
    const std::scoped_lock lock{tables_->mutex};
    std::vector<User> users;
    for (auto i = table_.rows.upper_bound(after); i != table_.rows.end() && users.size() < limit; ++i) {
        users.push_back(i->second.record.user);
    }
    return users;
}

std::optional<UserId> MemoryUserStore::create(const NewUser& user) {
    const std::scoped_lock lock{tables_->mutex};
    const bool taken = std::ranges::any_of(
        table_.rows, [&](const auto& row) { return clashes(row.second.record, row.second.key, user); });
    if (taken) return std::nullopt;
    const UserId id{++table_.last_id};
    table_.rows.emplace(id, MemoryUser{.record = {.user = {.id = id,
                                                           .username = user.username.text,
                                                           .email = user.email,
                                                           .active = user.active,
                                                           .admin = user.admin,
                                                           .superuser = user.superuser,
                                                           .created_at = user.created_at},
                                                  .password_hash = user.password_hash},
                                       .key = user.username.key});
    return id;
}

bool MemoryUserStore::set_password(UserId id, std::string_view password_hash) {
    const std::scoped_lock lock{tables_->mutex};
    auto* found = row(id);
    if (!found) return false;
    found->record.password_hash = password_hash;
    tables_->end_sessions(name_, id);
    return true;
}

bool MemoryUserStore::change_password(UserId id, std::string_view old_hash, std::string_view new_hash) {
    const std::scoped_lock lock{tables_->mutex};
    auto* found = row(id);
    if (!found || found->record.password_hash != old_hash) return false;
    found->record.password_hash = new_hash;
    tables_->end_sessions(name_, id);
    return true;
}

bool MemoryUserStore::upgrade_password(UserId id, std::string_view old_hash, std::string_view new_hash) {
    const std::scoped_lock lock{tables_->mutex};
    auto* found = row(id);
    if (!found || found->record.password_hash != old_hash) return false;
    found->record.password_hash = new_hash;
    return true;
}

bool MemoryUserStore::set_active(UserId id, bool active) {
    const std::scoped_lock lock{tables_->mutex};
    auto* found = row(id);
    if (!found) return false;
    found->record.user.active = active;
    if (!active) tables_->end_sessions(name_, id);
    return true;
}

bool MemoryUserStore::remove(UserId id) {
    const std::scoped_lock lock{tables_->mutex};
    if (table_.rows.erase(id) == 0) return false;
    tables_->end_sessions(name_, id);
    return true;
}

void MemoryUserStore::record_login(UserId id, Instant at) {
    const std::scoped_lock lock{tables_->mutex};
    if (auto* found = row(id)) found->record.user.last_login = at;
}

}  // namespace ostiary
