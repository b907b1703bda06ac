#include "stores/piccolo_schema.hpp"

#include <gmock/gmock.h>

#include <ostiary/values/errors.hpp>

#include "support/at_once.hpp"
#include "support/piccolo_file.hpp"
#include "support/rows.hpp"

namespace ostiary {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::ThrowsMessage;

class PiccoloSchema : public testing::PiccoloFile {
protected:
    [[nodiscard]] std::vector<std::string> definitions() {
        return ask("SELECT sql FROM sqlite_schema WHERE name IN ('piccolo_user', 'sessions') ORDER BY name");
    }
};

TEST_F(PiccoloSchema, MakesTheTablesWordForWordAsPiccoloDoes) {
    const auto piccolos = definitions();
    piccolo_.execute("DROP TABLE piccolo_user; DROP TABLE sessions");
    static_cast<void>(sessions());
    EXPECT_EQ(definitions(), piccolos);
    EXPECT_EQ(definitions().size(), 2U);
}

TEST_F(PiccoloSchema, LeavesWhatIsThereAsItIsButForTwoIndexes) {
    const auto before = definitions();
    const auto rows = ask("SELECT group_concat(quote(token) || expiry_date) FROM sessions");
    static_cast<void>(sessions());
    static_cast<void>(sessions());
    EXPECT_EQ(definitions(), before);
    EXPECT_EQ(ask("SELECT group_concat(quote(token) || expiry_date) FROM sessions"), rows);
    EXPECT_THAT(ask("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
                    " AND tbl_name IN ('piccolo_user', 'sessions') ORDER BY 1"),
                ElementsAre("ostiary_sessions_token", "ostiary_sessions_user"));
}

TEST_F(PiccoloSchema, FindsASessionByTheIndexAsDoesPiccolo) {
    static_cast<void>(sessions());
    static_cast<void>(ask("SELECT 1 FROM sessions"));  // an EXPLAIN doesn't notice a new index
    for (const std::string condition : {"token = 'x' COLLATE BINARY", "\"sessions\".\"token\" = 'x'"}) {
        auto plan = piccolo_.query("EXPLAIN QUERY PLAN SELECT * FROM sessions WHERE " + condition);
        ASSERT_TRUE(plan.step());
        EXPECT_THAT(plan.text(3), HasSubstr("ostiary_sessions_token"));
    }
}

TEST_F(PiccoloSchema, TakesNoNameThatTheAppMayHaveTaken) {
    piccolo_.execute("CREATE TABLE attempts (x); CREATE TABLE audit_events (x); CREATE TABLE users (x)");
    const auto database = open();
    EXPECT_NO_THROW(static_cast<void>(database->sessions("sessions", "piccolo_user")));
    EXPECT_NO_THROW(static_cast<void>(database->attempts()));
    EXPECT_NO_THROW(static_cast<void>(database->audit()));
    EXPECT_THAT(ask("SELECT name FROM sqlite_schema WHERE type = 'table'"),
                IsSupersetOf({"ostiary_attempts", "ostiary_audit_events", "ostiary_ids", "ostiary_schema"}));
}

TEST_F(PiccoloSchema, NamesTheColumnThatIsMissing) {
    const auto complaint = [&](const std::string& change, const std::string& table, const std::string& column) {
        piccolo_.execute(change);
        EXPECT_THAT([&] { static_cast<void>(sessions()); },
                    ThrowsMessage<ConfigError>(AllOf(HasSubstr("`" + table + "`"), HasSubstr("`" + column + "`"))));
    };
    complaint("ALTER TABLE sessions RENAME COLUMN max_expiry_date TO ends", "sessions", "max_expiry_date");
    complaint("ALTER TABLE piccolo_user RENAME COLUMN superuser TO root", "piccolo_user", "superuser");
}

TEST_F(PiccoloSchema, RefusesAnotherPrimaryKey) {
    const auto refuses = [&](const std::string& column, const std::string& reason) {
        piccolo_.execute("DROP TABLE IF EXISTS staff; CREATE TABLE staff (" + column +
                         ", username, password, first_name, last_name, email, active, admin, superuser, last_login)");
        EXPECT_THAT([&] { static_cast<void>(open()->users("staff")); },
                    ThrowsMessage<ConfigError>(AllOf(HasSubstr("`staff`"), HasSubstr("`id`"), HasSubstr(reason))));
    };
    refuses("id UUID PRIMARY KEY NOT NULL", "of type UUID");
    refuses("key INTEGER PRIMARY KEY NOT NULL", "`key`");
    refuses("id INTEGER", "missing");
}

TEST_F(PiccoloSchema, RefusesOurOwnTables) {
    const std::string path = "sqlite:" + (folder_ / "own.db").string();
    static_cast<void>(open_database(path)->sessions("sessions", "users"));
    const auto database = open_database(path, {.preset = TablePreset::piccolo});
    EXPECT_THROW(static_cast<void>(database->users("users")), ConfigError);
    EXPECT_THROW(static_cast<void>(database->sessions("sessions", "piccolo_user")), ConfigError);
}

TEST_F(PiccoloSchema, OurPresetRefusesPiccolosTables) {
    const auto database = open_database("sqlite:" + file_.path());
    EXPECT_THROW(static_cast<void>(database->users("piccolo_user")), ConfigError);
}

TEST_F(PiccoloSchema, MakesNothingWhereItMayNotMigrate) {
    EXPECT_THROW(static_cast<void>(open({.migrate = false})), ConfigError);
    static_cast<void>(open());
    EXPECT_THROW(static_cast<void>(open({.migrate = false})->sessions("sessions", "piccolo_user")), ConfigError);
    static_cast<void>(sessions());
    EXPECT_NO_THROW(static_cast<void>(open({.migrate = false})->sessions("sessions", "piccolo_user")));
}

TEST_F(PiccoloSchema, IsMadeOnceByManyAtOnce) {
    piccolo_.execute("DROP TABLE piccolo_user; DROP TABLE sessions");
    testing::at_once(8, [&](std::size_t) { EXPECT_NO_THROW(static_cast<void>(sessions())); });
    EXPECT_EQ(definitions().size(), 2U);
}

TEST_F(PiccoloSchema, IsForFilesAlone) {
    EXPECT_THROW(static_cast<void>(open_database("memory:", {.preset = TablePreset::piccolo})), ConfigError);
}

}  // namespace
}  // namespace ostiary
