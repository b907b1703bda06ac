#pragma once

#include <memory>
#include <string>

#include <ostiary/ports/group_store.hpp>

#include "stores/memory_tables.hpp"

namespace ostiary {

class MemoryGroupStore final : public GroupStore {
public:
    MemoryGroupStore(std::shared_ptr<MemoryTables> tables, const std::string& users);

    std::vector<GroupName> of(UserId user) override;
    bool join(UserId user, const GroupName& group) override;
    bool leave(UserId user, const GroupName& group) override;

private:
    [[nodiscard]] MemoryUser* row(UserId user);

    const std::shared_ptr<MemoryTables> tables_;
    MemoryUsers& users_;
};

}  // namespace ostiary
