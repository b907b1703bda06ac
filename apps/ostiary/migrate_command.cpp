#include <iostream>

#include <ostiary/stores/open_database.hpp>

#include "maintenance_commands.hpp"
#include "schema_report.hpp"
#include "serve_options.hpp"
#include "text_table.hpp"

namespace ostiary::program {
namespace {

std::vector<SchemaState> show_tables(const Settings& settings) {
    const auto tables = needed_tables(inspect_database(settings.database), settings);
    std::vector<std::vector<std::string>> rows{{"TABLE", "HOLDS", "VERSION", "STATE"}};
    for (const SchemaState& table : tables)
        rows.push_back({table.table, table.component, std::to_string(table.version), state_of(table)});
    std::cout << align(rows);
    return tables;
}

}  // namespace

int migrate(const Settings& settings) {
    const auto database = open_database(settings.database, database_options(settings));
    static_cast<void>(database->sessions(settings.session_table, settings.auth_table));
    static_cast<void>(database->attempts());
    static_cast<void>(database->audit());
    show_tables(settings);
    return 0;
}

int check_schema(const Settings& settings) {
    if (all_current(show_tables(settings))) return 0;
    std::cerr << "ostiary: the database is not what this program needs: run `ostiary migrate`\n";
    return 1;
}

}  // namespace ostiary::program
