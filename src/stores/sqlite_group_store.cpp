#include "stores/sqlite_group_store.hpp"

#include <string_view>

namespace ostiary {

SqliteGroupStore::SqliteGroupStore(SqliteReaders& readers, SqliteWriter& writer, const Identifier& table,
                                   const Identifier& users)
    : readers_(readers),
      writer_(writer),
      of_("SELECT name FROM " + table.quoted() + " WHERE user_id = ?1 ORDER BY name"),
      join_("INSERT INTO " + table.quoted() + " SELECT id, ?2 FROM " + users.quoted() +
            " WHERE id = ?1 ON CONFLICT DO NOTHING"),
      leave_("DELETE FROM " + table.quoted() + " WHERE user_id = ?1 AND name = ?2") {}

std::vector<GroupName> SqliteGroupStore::of(UserId user) {
    return readers_.read([&](SqliteConnection& connection) {
        std::vector<GroupName> groups;
        auto rows = connection.query(of_, user);
        while (rows.step()) groups.emplace_back(rows.text(0));
        return groups;
    });
}

bool SqliteGroupStore::join(UserId user, const GroupName& group) {
    return writer_.write(
        [&](SqliteConnection& connection) { return connection.run(join_, user, std::string_view{group.text()}) > 0; });
}

bool SqliteGroupStore::leave(UserId user, const GroupName& group) {
    return writer_.write(
        [&](SqliteConnection& connection) { return connection.run(leave_, user, std::string_view{group.text()}) > 0; });
}

}  // namespace ostiary
