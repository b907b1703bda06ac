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
    TablePreset preset = TablePreset::ostiary;
};

[[nodiscard]] inline std::vector<DatabaseKind> database_kinds() {
    const auto file = [](const TemporaryFolder& folder) { return "sqlite:" + (folder / "test.db").string(); };
    return {{.name = "memory", .address = [](const TemporaryFolder&) { return "memory:"; }, .shared = false},
            {.name = "sqlite", .address = file},
            {.name = "piccolo", .address = file, .preset = TablePreset::piccolo}};
}

/// A new database for each test, with the users bob and eve in it.
class Contract : public ::testing::TestWithParam<DatabaseKind> {
protected:
    /// Opens the same database once more where its kind allows it; gives the one that is open otherwise.
    [[nodiscard]] std::shared_ptr<Database> opened_again() const {
        return GetParam().shared ? open_database(address_, options_) : database_;
    }

    /// In piccolo's tables some columns are missing and some rules are others. A test says so where it meets one.
    [[nodiscard]] static bool is_piccolos() { return GetParam().preset == TablePreset::piccolo; }
    /// What is kept of a session: all, or what piccolo has columns for.
    [[nodiscard]] static Session as_kept(const Session& session) {
        if (!is_piccolos()) return session;
        return {.id = session.id,
                .user_id = session.user_id,
                .expires_at = session.expires_at,
                .max_expires_at = session.max_expires_at};
    }
    /// Likewise of a user, where a name that nobody gave is an empty one.
    [[nodiscard]] static User as_kept(User user) {
        if (!is_piccolos()) return user;
        user.created_at = {};
        user.first_name = user.last_name = "";
        return user;
    }

    TemporaryFolder folder_;
    std::string address_ = GetParam().address(folder_);
    DatabaseOptions options_{.purge_interval = std::chrono::seconds(0), .preset = GetParam().preset};
    std::shared_ptr<Database> database_ = open_database(address_, options_);
    std::shared_ptr<UserStore> users_ = database_->users("users");
    std::shared_ptr<SessionStore> sessions_ = database_->sessions("sessions", "users");
    std::shared_ptr<AttemptStore> attempts_ = database_->attempts();
    std::shared_ptr<AuditStore> audit_ = database_->audit();
    std::shared_ptr<RateStore> rates_ = database_->rates();
    std::shared_ptr<SecretStore> secrets_ = database_->secrets();
    UserId bob_ = *users_->create(new_user("bob"));
    UserId eve_ = *users_->create(new_user("eve"));
};

}  // namespace ostiary::testing

/// Runs the suite against every kind of database.
#define OSTIARY_CONTRACT(suite)                                                                        \
    INSTANTIATE_TEST_SUITE_P(Stores, suite, ::testing::ValuesIn(::ostiary::testing::database_kinds()), \
                             [](const auto& kind) { return kind.param.name; })
