#include "schema_report.hpp"

#include <algorithm>

namespace ostiary::program {
namespace {

std::vector<SchemaState> own_tables(const Settings& settings) {
    return {{.component = "users", .table = settings.auth_table},
            {.component = "sessions", .table = settings.session_table},
            {.component = "attempts", .table = "attempts"},
            {.component = "audit", .table = "audit_events"}};
}

std::vector<SchemaState> piccolos_tables(const Settings& settings) {
    return {{.component = "piccolo_users", .table = settings.auth_table},
            {.component = "piccolo_sessions", .table = settings.session_table},
            {.component = "ids", .table = "ostiary_ids"},
            {.component = "attempts", .table = "ostiary_attempts"},
            {.component = "audit", .table = "ostiary_audit_events"}};
}

}  // namespace

std::vector<SchemaState> needed_tables(const DatabaseInspection& found, const Settings& settings) {
    std::vector<SchemaState> needed = is_piccolo(settings) ? piccolos_tables(settings) : own_tables(settings);
    for (SchemaState& table : needed) {
        const auto same = std::ranges::find_if(found.tables, [&](const SchemaState& one) {
            return one.component == table.component && one.table == table.table;
        });
        if (same != found.tables.end()) table = *same;
    }
    return needed;
}

std::string state_of(const SchemaState& table) {
    if (table.version == 0) return "missing";
    if (table.version > table.latest) return "newer than this program";
    return table.version < table.latest ? "behind" : "current";
}

bool all_current(const std::vector<SchemaState>& tables) {
    return std::ranges::all_of(tables, [](const SchemaState& table) { return state_of(table) == "current"; });
}

}  // namespace ostiary::program
