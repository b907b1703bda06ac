#include "stores/memory_secret_store.hpp"

#include <utility>

namespace ostiary {

MemorySecretStore::MemorySecretStore(std::shared_ptr<MemoryTables> tables) : tables_(std::move(tables)) {}

Secret MemorySecretStore::find_or_keep(std::string_view name, const Secret& fresh) {
    const std::scoped_lock lock{tables_->mutex};
    return tables_->secrets.try_emplace(std::string{name}, fresh).first->second;
}

}  // namespace ostiary
