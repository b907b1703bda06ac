#pragma once

#include <string>

#include <ostiary/ports/secret_store.hpp>

#include "stores/identifier.hpp"
#include "stores/sqlite_writer.hpp"

namespace ostiary {

class SqliteSecretStore final : public SecretStore {
public:
    SqliteSecretStore(SqliteWriter& writer, const Identifier& table);

    Secret find_or_keep(std::string_view name, const Secret& fresh) override;

private:
    SqliteWriter& writer_;
    const std::string keep_, find_;
};

}  // namespace ostiary
