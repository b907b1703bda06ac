#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostiary/stores/open_database.hpp>
#include <ostiary/values/errors.hpp>

#include "stores/sqlite_connection.hpp"
#include "support/faulty_vfs.hpp"
#include "support/rows.hpp"
#include "support/temporary_folder.hpp"

namespace ostiary {
namespace {

using testing::FaultyVfs;
using testing::new_session;
using testing::new_user;
using testing::noon;
using testing::token;

struct Fault {
    const char* name;
    FaultyVfs::Target target;
    int code;
};

/// security.md, line 70: a disk that is full, read-only or broken.
class SqliteFaultTest : public ::testing::TestWithParam<Fault> {
protected:
    void fail(int good) { vfs_.fail(GetParam().target, GetParam().code, good); }
    [[nodiscard]] bool lives(std::uint64_t number) { return sessions_->find(token(number), noon).has_value(); }

    FaultyVfs vfs_;
    testing::TemporaryFolder folder_;
    std::string path_ = (folder_ / "test.db").string();
    std::shared_ptr<Database> database_ = open_database("sqlite:" + path_, {.purge_interval = std::chrono::seconds(0)});
    std::shared_ptr<UserStore> users_ = database_->users("users");
    std::shared_ptr<SessionStore> sessions_ = database_->sessions("sessions", "users");
    UserId bob_ = *users_->create(new_user("bob"));
};

/// Each write or sync of a login fails in its turn: the login is done whole or not at all, and the next one works.
TEST_P(SqliteFaultTest, ALoginIsDoneOrNotDoneAndTheNextOneWorks) {
    std::uint64_t present = 0;
    sessions_->create(new_session(bob_, "0"), token(0), {});
    for (int good = 0; good < 40; ++good) {
        const auto next = present + 1;
        fail(good);
        bool done = true;
        try {
            sessions_->create(new_session(bob_, std::to_string(next)), token(next), token(present));
        } catch (const StoreError&) {
            done = false;
        }
        EXPECT_NE(done, FaultyVfs::was_hit()) << good;
        EXPECT_EQ(lives(next), done) << good;
        EXPECT_EQ(lives(present), !done) << good;
        vfs_.heal();
        EXPECT_EQ(lives(next), done) << good;
        if (done) present = next;
    }
    EXPECT_GT(present, 0U);
}

TEST_P(SqliteFaultTest, WhatFailedIsNotThereAfterAReopeningEither) {
    fail(0);
    EXPECT_THROW(sessions_->create(new_session(bob_, "1"), token(1), {}), StoreError);
    EXPECT_THROW(users_->set_password(bob_, "new"), StoreError);
    vfs_.heal();
    sessions_->create(new_session(bob_, "2"), token(2), {});
    users_.reset();
    sessions_.reset();
    database_.reset();
    database_ = open_database("sqlite:" + path_);
    sessions_ = database_->sessions("sessions", "users");
    EXPECT_FALSE(lives(1));
    EXPECT_TRUE(lives(2));
    EXPECT_EQ(database_->users("users")->find(bob_)->password_hash, "hash of bob");
    SqliteConnection connection{path_, SqliteConnection::Access::read, std::chrono::seconds(1)};
    auto integrity = connection.query("PRAGMA integrity_check");
    ASSERT_TRUE(integrity.step());
    EXPECT_EQ(integrity.text(0), "ok");
}

TEST_P(SqliteFaultTest, ReadsGoOnAndLastVisitsAreOnlyForgotten) {
    sessions_->create(new_session(bob_, "1"), token(1), {});
    fail(0);
    EXPECT_THROW(static_cast<void>(users_->create(new_user("eve"))), StoreError);
    EXPECT_TRUE(lives(1));
    EXPECT_NO_THROW(sessions_->touch(token(1), noon, std::nullopt));
    EXPECT_TRUE(users_->find(bob_));
    vfs_.heal();
    EXPECT_TRUE(users_->create(new_user("eve")));
    EXPECT_NO_THROW(database_->check());
}

TEST_P(SqliteFaultTest, SaysWhyWithoutWhatWasWritten) {
    fail(0);
    try {
        users_->set_password(bob_, "$argon2id$secret");
        FAIL();
    } catch (const StoreError& error) {
        EXPECT_THAT(error.what(), ::testing::HasSubstr("SQLite"));
        EXPECT_THAT(error.what(), ::testing::Not(::testing::HasSubstr("secret")));
    }
}

INSTANTIATE_TEST_SUITE_P(Disk, SqliteFaultTest,
                         ::testing::Values(Fault{"Full", FaultyVfs::Target::writes, SQLITE_FULL},
                                           Fault{"ReadOnly", FaultyVfs::Target::writes, SQLITE_READONLY},
                                           Fault{"FailsToWrite", FaultyVfs::Target::writes, SQLITE_IOERR_WRITE},
                                           Fault{"FailsToSync", FaultyVfs::Target::syncs, SQLITE_IOERR_FSYNC}),
                         [](const auto& fault) { return std::string{fault.param.name}; });

}  // namespace
}  // namespace ostiary
