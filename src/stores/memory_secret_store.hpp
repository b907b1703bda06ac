#pragma once

#include <memory>

#include <ostiary/ports/secret_store.hpp>

#include "stores/memory_tables.hpp"

namespace ostiary {

class MemorySecretStore final : public SecretStore {
public:
    explicit MemorySecretStore(std::shared_ptr<MemoryTables> tables);

    Secret find_or_keep(std::string_view name, const Secret& fresh) override;

private:
    std::shared_ptr<MemoryTables> tables_;
};

}  // namespace ostiary
