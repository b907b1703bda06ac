#include "stores/sqlite_writer.hpp"

#include <atomic>

#include <gtest/gtest.h>

#include <ostiary/values/errors.hpp>

#include "stores/sqlite_file.hpp"
#include "stores/sqlite_setup.hpp"
#include "support/at_once.hpp"
#include "support/eventually.hpp"
#include "support/temporary_folder.hpp"

namespace ostiary {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class SqliteWriterTest : public ::testing::Test {
protected:
    SqliteWriterTest() {
        set_up_sqlite_file(file_.path(), seconds(10));
        connect().execute("CREATE TABLE numbers (n INTEGER PRIMARY KEY)");
    }
    SqliteConnection connect() { return {file_.path(), SqliteConnection::Access::write, seconds(10)}; }
    std::int64_t total() {
        auto connection = connect();
        auto row = connection.query("SELECT total(n) FROM numbers");
        row.step();
        return row.integer(0);
    }
    static void add(SqliteConnection& connection, std::int64_t number) {
        connection.run("INSERT INTO numbers VALUES (?1)", number);
    }

    testing::TemporaryFolder folder_;
    SqliteFile file_{(folder_ / "test.db").string(), SqliteFile::WhereMissing::create};
    std::atomic<int> commits_ = 0;
    std::function<void(int)> count_ = [this](int) { ++commits_; };
};

TEST_F(SqliteWriterTest, GivesWhatTheWorkGives) {
    SqliteWriter writer{file_.path(), seconds(10), count_};
    EXPECT_EQ(writer.write([](SqliteConnection&) { return std::string{"done"}; }), "done");
    writer.write([](SqliteConnection& connection) { add(connection, 1); });
    EXPECT_EQ(total(), 1);
    EXPECT_EQ(commits_, 1);
}

TEST_F(SqliteWriterTest, WhatWaitsTogetherIsCommittedTogether) {
    SqliteWriter writer{file_.path(), seconds(20), count_};
    auto other = connect();
    other.execute("BEGIN IMMEDIATE");
    std::atomic<int> asked = 0;
    std::jthread release{[&] {
        EXPECT_TRUE(testing::eventually([&] { return asked == 20; }));
        std::this_thread::sleep_for(milliseconds(50));
        other.execute("COMMIT");
    }};
    testing::at_once(20, [&](std::size_t i) {
        ++asked;
        writer.write([i](SqliteConnection& connection) { add(connection, static_cast<std::int64_t>(i) + 1); });
    });
    EXPECT_EQ(total(), 210);
    EXPECT_LT(commits_, 20);
}

TEST_F(SqliteWriterTest, TheErrorOfOneIsItsOwn) {
    SqliteWriter writer{file_.path(), seconds(10), count_};
    std::atomic<int> refused = 0;
    testing::at_once(20, [&](std::size_t i) {
        const auto number = static_cast<std::int64_t>(i) + 1;
        try {
            writer.write([&](SqliteConnection& connection) {
                add(connection, number);
                if (number % 2 == 0) throw ConfigError("even");
            });
        } catch (const ConfigError&) {
            ++refused;
        }
    });
    EXPECT_EQ(refused, 10);
    EXPECT_EQ(total(), 100);
}

TEST_F(SqliteWriterTest, WaitsForAnotherProcessAndNoLongerThanItIsTold) {
    SqliteWriter writer{file_.path(), milliseconds(100), count_};
    auto other = connect();
    other.execute("BEGIN IMMEDIATE");
    const auto start = std::chrono::steady_clock::now();
    std::atomic<int> refused = 0;
    testing::at_once(10, [&](std::size_t i) {
        // Some ask while the first of them already wait, and must not wait for two of their turns.
        std::this_thread::sleep_for(milliseconds(5 * i));
        try {
            writer.write([&](SqliteConnection& connection) { add(connection, static_cast<std::int64_t>(i)); });
        } catch (const StoreError&) {
            ++refused;
        }
    });
    EXPECT_EQ(refused, 10);
    EXPECT_LT(std::chrono::steady_clock::now() - start, seconds(5));
    other.execute("COMMIT");
    EXPECT_EQ(total(), 0);
    writer.write([](SqliteConnection& connection) { add(connection, 1); });
    EXPECT_EQ(total(), 1);
}

TEST_F(SqliteWriterTest, WritesWhatWasAskedForBeforeItEnds) {
    std::optional<SqliteWriter> writer{std::in_place, file_.path(), seconds(10), count_};
    testing::at_once(8, [&](std::size_t i) {
        writer->write([i](SqliteConnection& connection) { add(connection, std::int64_t{1} << i); });
    });
    writer.reset();
    EXPECT_EQ(total(), 255);
}

TEST_F(SqliteWriterTest, RecoversAfterItsFileWasAway) {
    SqliteWriter writer{file_.path(), milliseconds(100), count_};
    const auto hidden = (folder_ / "hidden.db").string();
    std::filesystem::rename(file_.path(), hidden);
    EXPECT_THROW(writer.write([](SqliteConnection& connection) { add(connection, 1); }), StoreError);
    EXPECT_FALSE(std::filesystem::exists(file_.path()));
    std::filesystem::rename(hidden, file_.path());
    writer.write([](SqliteConnection& connection) { add(connection, 2); });
    EXPECT_EQ(total(), 2);
}

}  // namespace
}  // namespace ostiary
