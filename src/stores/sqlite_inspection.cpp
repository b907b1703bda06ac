#include "stores/sqlite_inspection.hpp"

#include <chrono>
#include <filesystem>
#include <system_error>

#include "stores/piccolo_schema.hpp"
#include "stores/sqlite_connection.hpp"
#include "stores/sqlite_file.hpp"
#include "stores/sqlite_schema.hpp"

namespace ostiary {
namespace {

constexpr std::chrono::seconds query_patience{4};

std::vector<SchemaState> schema_states(SqliteConnection& connection) {
    std::vector<SchemaState> states;
    if (!has_schema_table(connection)) return states;
    auto rows = connection.query("SELECT component, name, version FROM ostiary_schema ORDER BY component, name");
    while (rows.step()) {
        const auto known = sqlite_component(rows.text(0), Identifier{rows.text(1)}).migrations;
        states.push_back({.component = rows.text(0),
                          .table = rows.text(1),
                          .version = static_cast<int>(rows.integer(2)),
                          .latest = known.empty() ? 0 : known.back().version});
    }
    return states;
}

/// piccolo's tables have no version; one without our indexes counts as missing, for it is to be made ready.
void add_piccolos(std::vector<SchemaState>& states, SqliteConnection& connection, const std::string& name) {
    for (const auto kind : {PiccoloTable::Kind::users, PiccoloTable::Kind::sessions}) {
        const PiccoloTable table{kind, Identifier{name}};
        if (!has_columns(connection, table)) continue;
        states.push_back({.component = kind == PiccoloTable::Kind::users ? "piccolo_users" : "piccolo_sessions",
                          .table = name,
                          .version = is_ready(connection, table) ? 1 : 0,
                          .latest = 1});
    }
}

std::vector<SchemaState> all_states(SqliteConnection& connection) {
    auto states = schema_states(connection);
    std::vector<std::string> names;
    {
        auto rows = connection.query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
        while (rows.step()) names.push_back(rows.text(0));
    }
    for (const auto& name : names) {
        if (Identifier::is_plain(name)) add_piccolos(states, connection, name);
    }
    return states;
}

std::string damage_of(SqliteConnection& connection) {
    auto rows = connection.query("PRAGMA quick_check(1)");
    if (!rows.step()) return "the check gave no result";
    const std::string result = rows.text(0);
    return result == "ok" ? std::string{} : result;
}

}  // namespace

DatabaseInspection inspect_sqlite_file(std::string_view path, const InspectionOptions& options) {
    std::error_code fault;
    const auto absolute = std::filesystem::absolute(path, fault);
    if (!path.empty() && !fault && !std::filesystem::exists(absolute, fault)) return {.file = absolute.string()};
    const SqliteFile file{path, SqliteFile::WhereMissing::refuse};
    SqliteConnection connection{file.path(), SqliteConnection::Access::read, query_patience};
    return {.file = file.path(),
            .exists = true,
            .tables = all_states(connection),
            .damage = options.check_integrity ? damage_of(connection) : std::string{}};
}

}  // namespace ostiary
