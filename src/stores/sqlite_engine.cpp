#include "stores/sqlite_engine.hpp"

#include <ostiary/values/errors.hpp>

#include "stores/sqlite_setup.hpp"

namespace ostiary {
namespace {

SqliteFile open_file(std::string_view path, const DatabaseOptions& options) {
    if (options.busy_timeout < std::chrono::milliseconds(0) || options.busy_timeout > std::chrono::hours(1)) {
        throw ConfigError("busy_timeout must be 0 to 1 hour");
    }
    SqliteFile file{path, options.migrate ? SqliteFile::WhereMissing::create : SqliteFile::WhereMissing::refuse};
    if (options.migrate) {
        set_up_sqlite_file(file.path(), options.busy_timeout);
    } else {
        require_sqlite_file_set_up(file.path(), options.busy_timeout);
    }
    return file;
}

}  // namespace

SqliteEngine::SqliteEngine(std::string_view path, const DatabaseOptions& options)
    : migrate_(options.migrate),
      file_(open_file(path, options)),
      checkpointer_(file_.path()),
      readers_(file_.path(), options.busy_timeout),
      writer_(file_.path(), options.busy_timeout, [this](int pages) { checkpointer_.note(pages); }) {}

template <class IsReady, class Make>
void SqliteEngine::require(const Identifier& table, const IsReady& is_ready, const Make& make) {
    if (readers_.read(is_ready)) return;
    if (!migrate_) {
        throw ConfigError("table `" + table.name() + "` is missing or behind this program: migrate it first");
    }
    writer_.write(make);
}

void SqliteEngine::require(const SqliteComponent& component) {
    require(component.table, [&](SqliteConnection& connection) { return is_current(connection, component); },
            [&](SqliteConnection& connection) { migrate(connection, component); });
}

void SqliteEngine::require(const PiccoloTable& table) {
    require(table.name, [&](SqliteConnection& connection) { return is_ready(connection, table); },
            [&](SqliteConnection& connection) { make_ready(connection, table); });
}

std::string SqliteEngine::referred_by(const Identifier& table) {
    return readers_.read([&](SqliteConnection& connection) {
        auto row =
            connection.query("SELECT \"table\" FROM pragma_foreign_key_list(?1)", std::string_view{table.name()});
        return row.step() ? row.text(0) : std::string{};
    });
}

void SqliteEngine::check() {
    file_.require_unchanged();
    static_cast<void>(readers_.read([](SqliteConnection& connection) { return has_schema_table(connection); }));
    writer_.write([](SqliteConnection&) {});
}

}  // namespace ostiary
