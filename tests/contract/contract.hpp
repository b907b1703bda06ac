#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <ostiary/stores/open_database.hpp>

#include "support/rows.hpp"
#include "support/temporary_folder.hpp"

namespace ostiary::testing {

/// One kind of database that must keep the contract of the ports.
struct DatabaseKind {
    std::string name{};
    /// The address of a new, empty database in that folder.
    std::function<std::string(const TemporaryFolder&)> address{};
    /// Whether what is opened twice is one database: as by two processes.
    bool shared = true;
};

[[nodiscard]] inline std::vector<DatabaseKind> database_kinds() {
    return {{.name = "memory", .address = [](const TemporaryFolder&) { return "memory:"; }, .shared = false},
            {.name = "sqlite",
             .address = [](const TemporaryFolder& folder) { return "sqlite:" + (folder / "test.db").string(); }}};
}

/// A new database for each test, with the users bob and eve in it.
class Contract : public ::testing::TestWithParam<DatabaseKind> {
protected:
    /// Opens the same database once more where its kind allows it; gives the one that is open otherwise.
    [[nodiscard]] std::shared_ptr<Database> opened_again() const {
        return GetParam().shared ? open_database(address_, options_) : database_;
    }

    TemporaryFolder folder_;
    std::string address_ = GetParam().address(folder_);
    DatabaseOptions options_{.purge_interval = std::chrono::seconds(0)};
    std::shared_ptr<Database> database_ = open_database(address_, options_);
    std::shared_ptr<UserStore> users_ = database_->users("users");
    std::shared_ptr<SessionStore> sessions_ = database_->sessions("sessions", "users");
    std::shared_ptr<AttemptStore> attempts_ = database_->attempts();
    std::shared_ptr<AuditStore> audit_ = database_->audit();
    UserId bob_ = *users_->create(new_user("bob"));
    UserId eve_ = *users_->create(new_user("eve"));
};

}  // namespace ostiary::testing

/// Runs the suite against every kind of database.
#define OSTIARY_CONTRACT(suite)                                                                        \
    INSTANTIATE_TEST_SUITE_P(Stores, suite, ::testing::ValuesIn(::ostiary::testing::database_kinds()), \
                             [](const auto& kind) { return kind.param.name; })
