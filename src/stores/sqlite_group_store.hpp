#pragma once

#include <string>

#include <ostiary/ports/group_store.hpp>

#include "stores/identifier.hpp"
#include "stores/sqlite_readers.hpp"
#include "stores/sqlite_writer.hpp"

namespace ostiary {

class SqliteGroupStore final : public GroupStore {
public:
    SqliteGroupStore(SqliteReaders& readers, SqliteWriter& writer, const Identifier& table, const Identifier& users);

    std::vector<GroupName> of(UserId user) override;
    bool join(UserId user, const GroupName& group) override;
    bool leave(UserId user, const GroupName& group) override;

private:
    SqliteReaders& readers_;
    SqliteWriter& writer_;
    const std::string of_, join_, leave_;
};

}  // namespace ostiary
