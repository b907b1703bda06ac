#include "stores/memory_tables.hpp"

namespace ostiary {

void MemoryTables::end_sessions(std::string_view users_table, UserId user) {
    for (auto& [name, table] : sessions) {
        if (table.users_table != users_table) continue;
        std::erase_if(table.rows, [user](const auto& row) { return row.second.user_id == user; });
    }
}

}  // namespace ostiary
