#include "stores/sqlite_inspection.hpp"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include <ostiary/stores/open_database.hpp>
#include <ostiary/values/errors.hpp>

#include "stores/sqlite_connection.hpp"
#include "support/temporary_folder.hpp"

namespace ostiary {
namespace {

using testing::TemporaryFolder;

TEST(InspectDatabase, MakesNoFile) {
    const TemporaryFolder folder;
    const auto file = folder / "new.db";
    const auto found = inspect_database("sqlite:" + file.string());
    EXPECT_FALSE(found.exists);
    EXPECT_EQ(found.file, file.string());
    EXPECT_FALSE(std::filesystem::exists(file));
}

TEST(InspectDatabase, TellsTheVersionOfEachTable) {
    const TemporaryFolder folder;
    const std::string address = "sqlite:" + (folder / "app.db").string();
    static_cast<void>(open_database(address)->users("people"));
    const auto found = inspect_database(address, {.check_integrity = true});
    ASSERT_EQ(found.tables.size(), 1U);
    EXPECT_EQ(found.tables.front().component, "users");
    EXPECT_EQ(found.tables.front().table, "people");
    EXPECT_GE(found.tables.front().version, 1);
    EXPECT_EQ(found.tables.front().version, found.tables.front().latest);
    EXPECT_EQ(found.damage, "");
}

TEST(InspectDatabase, KnowsTheTablesOfPiccoloByTheirColumns) {
    const TemporaryFolder folder;
    const std::string path = (folder / "app.db").string();
    static_cast<void>(open_database("sqlite:" + path, {.preset = TablePreset::piccolo})->sessions("logins", "staff"));
    SqliteConnection connection{path, SqliteConnection::Access::write, std::chrono::seconds(10)};
    const auto version_of = [&](const std::string& component, const std::string& table) {
        for (const auto& found : inspect_database("sqlite:" + path).tables) {
            if (found.component == component && found.table == table) return found.version;
        }
        return -1;
    };
    EXPECT_EQ(version_of("piccolo_users", "staff"), 1);
    EXPECT_EQ(version_of("piccolo_sessions", "logins"), 1);
    EXPECT_EQ(version_of("piccolo_sessions", "staff"), -1);
    connection.execute("DROP INDEX ostiary_logins_token; CREATE TABLE \"no plain name\" (x)");
    EXPECT_EQ(version_of("piccolo_sessions", "logins"), 0);
    connection.execute("ALTER TABLE staff RENAME COLUMN active TO awake");
    EXPECT_EQ(version_of("piccolo_users", "staff"), -1);
}

TEST(InspectDatabase, RefusesAFileThatIsNoDatabase) {
    const TemporaryFolder folder;
    const auto file = folder / "letter.txt";
    std::ofstream{file} << std::string(4096, 'x');
    EXPECT_THROW(static_cast<void>(inspect_database("sqlite:" + file.string())), StoreError);
}

TEST(InspectDatabase, RefusesAnAddressThatIsNone) {
    EXPECT_THROW(static_cast<void>(inspect_database("oracle:x")), ConfigError);
    EXPECT_THROW(static_cast<void>(inspect_database("sqlite:")), ConfigError);
}

}  // namespace
}  // namespace ostiary
