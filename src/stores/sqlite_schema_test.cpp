#include "stores/sqlite_schema.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostiary/stores/open_database.hpp>
#include <ostiary/values/errors.hpp>

#include "stores/sqlite_file.hpp"
#include "support/at_once.hpp"
#include "support/rows.hpp"
#include "support/temporary_folder.hpp"

namespace ostiary {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

class SqliteSchema : public ::testing::Test {
protected:
    SqliteConnection connect() { return {file_.path(), SqliteConnection::Access::write, std::chrono::seconds(10)}; }
    /// A component of two versions, of which the first `known` are known.
    static SqliteComponent pets(std::size_t known) {
        const Identifier table{"my_pets"};
        SqliteComponent component{.name = "pets", .table = table, .names = {{"pets", table}}};
        component.migrations = {{1, "CREATE TABLE {pets} (name TEXT); CREATE INDEX {pets_name} ON {pets} (name);"},
                                {2, "ALTER TABLE {pets} ADD COLUMN legs INTEGER NOT NULL DEFAULT 4;"}};
        component.migrations.resize(known);
        return component;
    }
    static void migrate_in_transaction(SqliteConnection& connection, const SqliteComponent& component) {
        connection.execute("BEGIN IMMEDIATE");
        migrate(connection, component);
        connection.execute("COMMIT");
    }
    SqliteConnection prepared() {
        auto connection = connect();
        make_schema_table(connection);
        return connection;
    }

    testing::TemporaryFolder folder_;
    SqliteFile file_{(folder_ / "test.db").string(), SqliteFile::WhereMissing::create};
};

TEST_F(SqliteSchema, MakesTheTablesUnderTheirOwnNames) {
    auto connection = prepared();
    EXPECT_FALSE(is_current(connection, pets(2)));
    migrate_in_transaction(connection, pets(2));
    EXPECT_TRUE(is_current(connection, pets(2)));
    EXPECT_NO_THROW(connection.execute("INSERT INTO my_pets VALUES ('cat', 4)"));
    EXPECT_NO_THROW(connection.execute("DROP INDEX my_pets_name"));
}

TEST_F(SqliteSchema, BringsAnOlderTableUpToDateAndKeepsItsRows) {
    auto connection = prepared();
    migrate_in_transaction(connection, pets(1));
    connection.execute("INSERT INTO my_pets VALUES ('cat')");
    EXPECT_FALSE(is_current(connection, pets(2)));
    migrate_in_transaction(connection, pets(2));
    auto row = connection.query("SELECT name, legs FROM my_pets");
    ASSERT_TRUE(row.step());
    EXPECT_EQ(row.text(0), "cat");
    EXPECT_EQ(row.integer(1), 4);
}

TEST_F(SqliteSchema, MigratesOnceWhereManyTry) {
    prepared();
    testing::at_once(8, [&](std::size_t) {
        auto connection = connect();
        migrate_in_transaction(connection, pets(2));
    });
    auto connection = connect();
    EXPECT_TRUE(is_current(connection, pets(2)));
}

TEST_F(SqliteSchema, RefusesATableThatIsNewer) {
    auto connection = prepared();
    migrate_in_transaction(connection, pets(2));
    EXPECT_THAT([&] { static_cast<void>(is_current(connection, pets(1))); },
                ThrowsMessage<ConfigError>(HasSubstr("`my_pets` has schema version 2, this program knows 1")));
    EXPECT_THROW(migrate(connection, pets(1)), ConfigError);
}

TEST_F(SqliteSchema, RefusesATableThatSomebodyElseMade) {
    auto connection = prepared();
    connection.execute("CREATE TABLE My_Pets (name TEXT)");
    EXPECT_THAT([&] { migrate(connection, pets(2)); },
                ThrowsMessage<ConfigError>(HasSubstr("`my_pets` exists already")));
}

TEST_F(SqliteSchema, OpeningRefusesAFileThatANewerProgramMade) {
    const auto address = "sqlite:" + file_.path();
    open_database(address)->sessions("sessions", "users");
    connect().execute("UPDATE ostiary_schema SET version = 99 WHERE component = 'sessions'");
    EXPECT_THROW(static_cast<void>(open_database(address)), ConfigError);
    EXPECT_THROW(static_cast<void>(open_database(address, {.migrate = false})), ConfigError);
}

TEST_F(SqliteSchema, LeavesAloneWhatItDoesNotKnow) {
    const auto address = "sqlite:" + file_.path();
    open_database(address)->users("users");
    connect().execute("INSERT INTO ostiary_schema VALUES ('from_the_future', 'things', 7)");
    EXPECT_NO_THROW(static_cast<void>(open_database(address)));
}

TEST_F(SqliteSchema, ComesInOrderFromTheFilesCompiledIn) {
    for (const auto* name : {"users", "sessions", "attempts", "audit"}) {
        const auto component = sqlite_component(name, Identifier{"t"});
        ASSERT_FALSE(component.migrations.empty()) << name;
        int version = 0;
        for (const auto& migration : component.migrations) EXPECT_EQ(migration.version, ++version) << name;
    }
}

}  // namespace
}  // namespace ostiary
