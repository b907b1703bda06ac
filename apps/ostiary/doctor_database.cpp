#include <string>

#include <sys/stat.h>

#include <fmt/format.h>

#include <ostiary/stores/inspect_database.hpp>
#include <ostiary/stores/open_database.hpp>

#include "doctor_checks.hpp"
#include "schema_report.hpp"
#include "serve_options.hpp"

namespace ostiary::program {
namespace {

using Level = Finding::Level;

Finding schema_finding(const std::vector<SchemaState>& tables) {
    for (const SchemaState& table : tables) {
        const std::string state = state_of(table);
        if (state == "current") continue;
        const std::string advice =
            table.version > table.latest ? "use a newer program" : "run `ostiary migrate`, or start `ostiary serve`";
        return {Level::fail, "schema", "table " + table.table + " is " + state + ": " + advice};
    }
    return {Level::ok, "schema", "every table is of this program's version"};
}

Finding integrity_finding(const DatabaseInspection& found) {
    if (found.damage.empty()) return {Level::ok, "integrity", "SQLite's quick check finds no damage"};
    return {Level::fail, "integrity", found.damage + ": stop the server and restore a backup"};
}

Finding use_finding(const Settings& settings, const std::string& file) {
    const auto database = open_database(settings.database, looking_options(settings));
    const auto users = database->users(settings.auth_table)->list(UserId{0}, 1);
    database->check();
    if (users.empty())
        return {Level::warn, "database", file + " can be read and written, but has no user: `ostiary user add NAME`"};
    return {Level::ok, "database", file + " can be read and written"};
}

Findings permission_findings(const std::string& file) {
    Findings findings;
    for (const char* suffix : {"", "-wal", "-shm"}) {
        const auto found = check_privacy(file + suffix, Level::fail);
        findings.insert(findings.end(), found.begin(), found.end());
    }
    if (findings.empty()) findings.push_back({Level::ok, "permissions", "only the owner can read the database"});
    return findings;
}

Findings look_at(const Settings& settings) {
    const auto found = inspect_database(settings.database, {.check_integrity = true});
    if (found.file.empty()) return {{Level::warn, "database", "in memory: everything is lost at the end"}};
    if (!found.exists) {
        return {{Level::fail, "database",
                 found.file + " doesn't exist: run `ostiary migrate`, or start `ostiary serve`, to make it"}};
    }
    Findings findings = permission_findings(found.file);
    findings.push_back(integrity_finding(found));
    const auto tables = needed_tables(found, settings);
    findings.push_back(schema_finding(tables));
    if (all_current(tables)) findings.push_back(use_finding(settings, found.file));
    return findings;
}

}  // namespace

Findings check_database(const Settings& settings) {
    try {
        return look_at(settings);
    } catch (const std::exception& error) {
        return {{Level::fail, "database", error.what()}};
    }
}

Findings check_privacy(const std::string& file, Level level) {
    struct stat status{};
    if (::stat(file.c_str(), &status) != 0 || (status.st_mode & 077U) == 0) return {};
    return {{level, "permissions",
             fmt::format("{} can be used by others (mode {:o}): chmod 600 {}", file, status.st_mode & 0777U, file)}};
}

}  // namespace ostiary::program
