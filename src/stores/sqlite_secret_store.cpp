#include "stores/sqlite_secret_store.hpp"

#include <ostiary/values/errors.hpp>

namespace ostiary {

SqliteSecretStore::SqliteSecretStore(SqliteWriter& writer, const Identifier& table)
    : writer_(writer),
      keep_("INSERT INTO " + table.quoted() + " (name, value) VALUES (?1, ?2) ON CONFLICT DO NOTHING"),
      find_("SELECT value FROM " + table.quoted() + " WHERE name = ?1") {}

Secret SqliteSecretStore::find_or_keep(std::string_view name, const Secret& fresh) {
    return writer_.write([&](SqliteConnection& connection) {
        connection.run(keep_, name, fresh.reveal());
        auto row = connection.query(find_, name);
        if (!row.step()) throw StoreError("a secret that was just kept is not there");
        return Secret{row.text(0)};
    });
}

}  // namespace ostiary
