#include "stores/sqlite_database.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <ostiary/values/errors.hpp>

#include "stores/sqlite_connection.hpp"
#include "support/at_once.hpp"
#include "support/eventually.hpp"
#include "support/rows.hpp"
#include "support/temporary_folder.hpp"

namespace ostiary {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::HasSubstr;
using testing::new_session;
using testing::new_user;
using testing::noon;
using ::testing::Not;
using ::testing::ThrowsMessage;
using testing::token;

class SqliteDatabaseTest : public ::testing::Test {
protected:
    [[nodiscard]] std::shared_ptr<Database> open(const DatabaseOptions& options = {}) const {
        return open_database("sqlite:" + path_, options);
    }
    [[nodiscard]] SqliteConnection connect() const { return {path_, SqliteConnection::Access::write, seconds(10)}; }
    [[nodiscard]] std::string bytes_of_all_files() const {
        std::string bytes;
        for (const auto& entry : fs::directory_iterator{fs::path{path_}.parent_path()}) {
            std::ifstream file{entry.path(), std::ios::binary};
            bytes.append(std::istreambuf_iterator<char>{file}, {});
        }
        return bytes;
    }

    testing::TemporaryFolder folder_;
    std::string path_ = (folder_ / "test.db").string();
};

TEST_F(SqliteDatabaseTest, KeepsEverythingWhenItIsClosed) {
    UserId bob;
    {
        const auto database = open();
        bob = *database->users("users")->create(new_user("bob"));
        database->sessions("sessions", "users")->create(new_session(bob, "1"), token(1), {});
        database->sessions("sessions", "users")->touch(token(1), noon + minutes(1), std::nullopt);
        database->audit()->append({.at = noon, .kind = AuditKind::login});
        const std::array budget{AttemptBudget{.key = "a", .limit = 1, .window = minutes(5)}};
        EXPECT_FALSE(database->attempts()->reserve(budget, noon));
    }
    const auto database = open({.migrate = false});
    const auto found = database->sessions("sessions", "users")->find(token(1), noon);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->session.last_seen_at, noon + minutes(1));
    EXPECT_EQ(found->user->id, bob);
    EXPECT_EQ(database->audit()->recent(10).size(), 1U);
    const std::array budget{AttemptBudget{.key = "a", .limit = 1, .window = minutes(5)}};
    EXPECT_EQ(database->attempts()->reserve(budget, noon), minutes(5));
}

TEST_F(SqliteDatabaseTest, LetsOnlyItsOwnerReadItsFiles) {
    const auto before = ::umask(0);
    const auto database = open();
    ::umask(before);
    static_cast<void>(database->users("users")->create(new_user("bob")));
    for (const auto* suffix : {"", "-wal", "-shm"}) {
        const auto mode = fs::status(path_ + suffix).permissions();
        EXPECT_EQ(mode, fs::perms::owner_read | fs::perms::owner_write) << suffix;
    }
}

/// security.md, line 32.
TEST_F(SqliteDatabaseTest, RefusesAFileThatOthersCouldHaveWritten) {
    static_cast<void>(open());
    fs::permissions(path_, fs::perms::others_write, fs::perm_options::add);
    EXPECT_THAT([&] { static_cast<void>(open()); }, ThrowsMessage<ConfigError>(HasSubstr("chmod o-w")));
}

TEST_F(SqliteDatabaseTest, HoldsNoTokenInAnyOfItsFiles) {
    const auto database = open();
    const auto bob = *database->users("users")->create(new_user("bob"));
    const auto secret = SessionToken::generate();
    database->sessions("sessions", "users")->create(new_session(bob, "1"), secret, {});
    EXPECT_TRUE(database->sessions("sessions", "users")->find(secret, noon));
    const auto bytes = bytes_of_all_files();
    EXPECT_THAT(bytes, HasSubstr("hash of bob"));
    EXPECT_EQ(bytes.find(secret.reveal()), std::string::npos);
}

TEST_F(SqliteDatabaseTest, ForgetsTheBytesOfWhatWasDeleted) {
    {
        const auto database = open();
        static_cast<void>(database->users("users")->create(new_user("forgettable")));
        database->users("users")->remove(UserId{1});
    }
    EXPECT_EQ(bytes_of_all_files().find("forgettable"), std::string::npos);
}

TEST_F(SqliteDatabaseTest, ReadsWhileAnotherProcessWrites) {
    const auto database = open({.busy_timeout = milliseconds(50)});
    const auto users = database->users("users");
    const auto bob = *users->create(new_user("bob"));
    auto other = connect();
    other.execute("BEGIN IMMEDIATE; UPDATE users SET username = 'changed'");
    EXPECT_EQ(users->find(bob)->user.username, "bob");
    EXPECT_THROW(static_cast<void>(users->create(new_user("eve"))), StoreError);
    EXPECT_THROW(database->check(), StoreError);
    other.execute("COMMIT");
    EXPECT_EQ(users->find(bob)->user.username, "changed");
    EXPECT_TRUE(users->create(new_user("eve")));
    EXPECT_NO_THROW(database->check());
}

TEST_F(SqliteDatabaseTest, AUserWhoIsGoneIsAbsentFromASessionThatIsNot) {
    const auto database = open();
    const auto sessions = database->sessions("sessions", "users");
    const auto bob = *database->users("users")->create(new_user("bob"));
    sessions->create(new_session(bob, "1"), token(1), {});
    connect().execute("PRAGMA foreign_keys = OFF; DELETE FROM users");
    const auto found = sessions->find(token(1), noon);
    ASSERT_TRUE(found);
    EXPECT_FALSE(found->user);
}

TEST_F(SqliteDatabaseTest, NoticesThatItsFileWasRemovedOrReplaced) {
    const auto database = open();
    database->check();
    fs::rename(path_, path_ + ".away");
    EXPECT_THROW(database->check(), StoreError);
    fs::copy_file(path_ + ".away", path_);
    EXPECT_THROW(database->check(), StoreError);
    fs::rename(path_ + ".away", path_);
    EXPECT_NO_THROW(database->check());
}

TEST_F(SqliteDatabaseTest, MakesNothingWhereItMustNotMigrate) {
    EXPECT_THROW(static_cast<void>(open({.migrate = false})), ConfigError);
    EXPECT_FALSE(fs::exists(path_));
    std::ofstream{path_};
    EXPECT_THROW(static_cast<void>(open({.migrate = false})), ConfigError);
    static_cast<void>(open());
    const auto database = open({.migrate = false});
    EXPECT_THROW(database->users("users"), ConfigError);
    EXPECT_THROW(database->attempts(), ConfigError);
    EXPECT_THROW(database->audit(), ConfigError);
}

TEST_F(SqliteDatabaseTest, RefusesAFileThatIsNoDatabase) {
    std::ofstream{path_} << "Dear diary, this is not a database at all, and it never was one.";
    EXPECT_THAT([&] { static_cast<void>(open()); }, ThrowsMessage<StoreError>(HasSubstr("not a database")));
}

TEST_F(SqliteDatabaseTest, RefusesAFolderThatIsNotThere) {
    EXPECT_THAT([&] { static_cast<void>(open_database("sqlite:" + (folder_ / "no" / "where.db").string())); },
                ThrowsMessage<StoreError>(HasSubstr("can't create")));
}

TEST_F(SqliteDatabaseTest, IsOpenedByOneProcessOfMany) {
    testing::at_once(8, [&](std::size_t i) {
        const auto database = open({.busy_timeout = seconds(20)});
        EXPECT_TRUE(database->users("users")->create(new_user("user" + std::to_string(i))));
    });
    EXPECT_EQ(open()->users("users")->list({}, 100).size(), 8U);
}

TEST_F(SqliteDatabaseTest, DeletesByItselfWhatHasExpired) {
    const auto database = open({.purge_interval = seconds(1), .audit_retention = minutes(1)});
    const auto sessions = database->sessions("sessions", "users");
    const auto bob = *database->users("users")->create(new_user("bob"));
    const Instant long_ago{};
    auto expired = new_session(bob, "1");
    expired.expires_at = long_ago + minutes(1);
    sessions->create(expired, token(1), {});
    database->audit()->append({.at = long_ago, .kind = AuditKind::login});
    EXPECT_TRUE(sessions->find(token(1), long_ago));
    EXPECT_TRUE(testing::eventually([&] { return !sessions->find(token(1), long_ago); }));
    EXPECT_TRUE(testing::eventually([&] { return database->audit()->recent(10).empty(); }));
}

TEST_F(SqliteDatabaseTest, WhatIsReadTogetherIsOfOneMoment) {
    const auto database = open();
    const UserId bob = *database->users("users")->create(new_user("bob"));
    const auto sessions = database->sessions("sessions", "users");
    sessions->create(new_session(bob, "1"), token(1), {});
    database->read_together([&] {
        ASSERT_TRUE(sessions->find(token(1), noon));
        std::thread{[&] { EXPECT_TRUE(sessions->revoke(token(1))); }}.join();
        EXPECT_TRUE(sessions->find(token(1), noon));
    });
    EXPECT_FALSE(sessions->find(token(1), noon));
}

TEST_F(SqliteDatabaseTest, ReadsTogetherThatFailLeaveNothingBehind) {
    const auto database = open();
    const auto users = database->users("users");
    const UserId bob = *users->create(new_user("bob"));
    const auto fail = [&] {
        database->read_together([&] {
            ASSERT_TRUE(users->find(bob));
            throw StoreError("in the middle");
        });
    };
    EXPECT_THROW(fail(), StoreError);
    users->remove(bob);
    database->read_together([&] { EXPECT_FALSE(users->find(bob)); });
}

TEST_F(SqliteDatabaseTest, ReadsTogetherFromTwoFilesSeeTheirOwn) {
    const auto database = open();
    const auto other = open_database("sqlite:" + (folder_ / "other.db").string());
    const auto users = database->users("users");
    const auto others = other->users("users");
    const UserId bob = *users->create(new_user("bob"));
    const auto read_both = [&] {
        EXPECT_TRUE(users->find(bob));
        EXPECT_FALSE(others->find(bob));
    };
    database->read_together(read_both);
    database->read_together([&] { other->read_together(read_both); });
}

TEST_F(SqliteDatabaseTest, EmptiesItsLogBesideTheRequests) {
    const auto database = open();
    const auto audit = database->audit();
    for (int i = 0; i < 300; ++i) {
        audit->append({.at = noon, .kind = AuditKind::login, .detail = std::string(40'000, 'x')});
    }
    // The file itself grows only when the log is moved into it.
    EXPECT_TRUE(testing::eventually([&] { return fs::file_size(path_) > 4'000'000; }));
}

class SqliteAddress : public ::testing::TestWithParam<std::string_view> {};

TEST_P(SqliteAddress, IsRefusedInOneSentenceThatRepeatsNothing) {
    EXPECT_THAT([&] { static_cast<void>(open_database(GetParam())); },
                ThrowsMessage<ConfigError>(Not(HasSubstr("hunter2"))));
}

INSTANTIATE_TEST_SUITE_P(Wrong, SqliteAddress,
                         ::testing::Values("", "sqlite", "sqlite:", "sqlite::memory:", "memory", "memory:x", "test.db",
                                           "mysql://bob:hunter2@host/db", std::string_view{"sqlite:a\0b", 10}));

}  // namespace
}  // namespace ostiary
