#include "stores/sqlite_schema.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include <ostiary/values/errors.hpp>

#include "embedded_sql.hpp"

namespace ostiary {
namespace {

constexpr auto schema_table = R"sql(
    CREATE TABLE IF NOT EXISTS ostiary_schema (
        component TEXT    NOT NULL,
        name      TEXT    NOT NULL,
        version   INTEGER NOT NULL,
        PRIMARY KEY (component, name)
    ) STRICT, WITHOUT ROWID
)sql";

bool has_table(SqliteConnection& connection, std::string_view name) {
    return connection
        .query("SELECT 1 FROM sqlite_schema WHERE type IN ('table', 'view') AND name = ?1 COLLATE NOCASE", name)
        .step();
}

int version_of(SqliteConnection& connection, const SqliteComponent& component) {
    auto row = connection.query("SELECT version FROM ostiary_schema WHERE component = ?1 AND name = ?2",
                                std::string_view{component.name}, std::string_view{component.table.name()});
    return row.step() ? static_cast<int>(row.integer(0)) : 0;
}

/// The text that a placeholder stands for: the longest known name, and what follows it as the suffix.
std::string resolve(std::string_view placeholder, const SqliteComponent& component) {
    for (const auto& [name, table] : component.names) {
        if (placeholder == name) return table.quoted();
        if (placeholder.starts_with(name + "_")) {
            return '"' + table.name() + std::string{placeholder.substr(name.size())} + '"';
        }
    }
    throw std::logic_error("unknown placeholder {" + std::string{placeholder} + "} in " + component.name);
}

std::string with_names(std::string_view sql, const SqliteComponent& component) {
    std::string text;
    for (auto open = sql.find('{'); open != std::string_view::npos; open = sql.find('{')) {
        const auto close = sql.find('}', open);
        text += sql.substr(0, open);
        text += resolve(sql.substr(open + 1, close - open - 1), component);
        sql.remove_prefix(close + 1);
    }
    return text.append(sql);
}

int version_in(std::string_view file, std::string_view prefix) {
    int version = 0;
    std::from_chars(file.data() + prefix.size(), file.data() + file.size(), version);
    return version;
}

}  // namespace

SqliteComponent sqlite_component(std::string name, const Identifier& table,
                                 std::map<std::string, Identifier, std::less<>> other_names) {
    const auto prefix = "sqlite_" + name + "_";
    SqliteComponent component{.name = name, .table = table, .names = std::move(other_names)};
    component.names.emplace(std::move(name), table);
    for (const auto& [file, sql] : embedded::sql()) {
        if (file.starts_with(prefix)) component.migrations.push_back({version_in(file, prefix), sql});
    }
    std::ranges::sort(component.migrations, {}, &SqliteMigration::version);
    return component;
}

bool has_schema_table(SqliteConnection& connection) {
    return has_table(connection, "ostiary_schema");
}

void make_schema_table(SqliteConnection& connection) {
    connection.execute(schema_table);
}

void refuse_newer(SqliteConnection& connection) {
    std::vector<SqliteComponent> components;
    {
        auto rows = connection.query("SELECT component, name FROM ostiary_schema");
        while (rows.step()) components.push_back(sqlite_component(rows.text(0), Identifier{rows.text(1)}));
    }
    for (const auto& component : components) {
        // One that this program doesn't know at all is of no concern to it.
        if (!component.migrations.empty()) static_cast<void>(is_current(connection, component));
    }
}

bool is_current(SqliteConnection& connection, const SqliteComponent& component) {
    const int version = version_of(connection, component);
    const int known = component.migrations.back().version;
    if (version > known) {
        throw ConfigError("table `" + component.table.name() + "` has schema version " + std::to_string(version) +
                          ", this program knows " + std::to_string(known) + ": use a newer one");
    }
    return version == known;
}

void migrate(SqliteConnection& connection, const SqliteComponent& component) {
    if (is_current(connection, component)) return;
    const int present = version_of(connection, component);
    if (present == 0 && has_table(connection, component.table.name())) {
        throw ConfigError("table `" + component.table.name() + "` exists already and holds no " + component.name +
                          " of Ostiary's: choose another name");
    }
    for (const auto& [version, sql] : component.migrations) {
        if (version > present) connection.execute(with_names(sql, component));
    }
    connection.run(
        "INSERT INTO ostiary_schema VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET version = excluded.version",
        std::string_view{component.name}, std::string_view{component.table.name()},
        std::int64_t{component.migrations.back().version});
}

}  // namespace ostiary
