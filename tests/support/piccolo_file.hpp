#pragma once

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <ostiary/stores/open_database.hpp>

#include "stores/sqlite_connection.hpp"
#include "stores/sqlite_file.hpp"
#include "support/temporary_folder.hpp"
#include "support/zone.hpp"

namespace ostiary::testing {

/// A file as the real piccolo_api has left it, with the users bob, Eve and idle: see tests/fixtures. It was written in
/// Berlin, and is read there.
class PiccoloFile : public ::testing::Test {
protected:
    PiccoloFile() {
        std::ifstream script{std::string{OSTIARY_SOURCE_DIR} + "/tests/fixtures/piccolo.sql"};
        piccolo_.execute(std::string{std::istreambuf_iterator<char>{script}, {}});
    }

    [[nodiscard]] std::shared_ptr<Database> open(DatabaseOptions options = {}) const {
        options.preset = TablePreset::piccolo;
        options.purge_interval = std::chrono::seconds(0);
        return open_database("sqlite:" + file_.path(), options);
    }
    [[nodiscard]] std::shared_ptr<SessionStore> sessions() const {
        return open()->sessions("sessions", "piccolo_user");
    }
    [[nodiscard]] std::shared_ptr<UserStore> users() const { return open()->users("piccolo_user"); }

    /// What piccolo would find, column by column in one text.
    [[nodiscard]] std::vector<std::string> ask(const std::string& sql) {
        std::vector<std::string> found;
        auto rows = piccolo_.query(sql);
        while (rows.step()) found.push_back(rows.text(0));
        return found;
    }

    Zone zone_{berlin};
    TemporaryFolder folder_;
    SqliteFile file_{(folder_ / "app.db").string(), SqliteFile::WhereMissing::create};
    /// Another program's connection, open all the time.
    SqliteConnection piccolo_{file_.path(), SqliteConnection::Access::write, std::chrono::seconds(10)};
};

}  // namespace ostiary::testing
