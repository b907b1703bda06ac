#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/app.hpp"

namespace ostiary::testing {

inline const std::string right_password = "violet anchor 71 hummingbird";
inline const std::string carol =
    "username=carol&email=carol@example.org&password=violet anchor 71 hummingbird"
    "&confirm_password=violet anchor 71 hummingbird";

/// The registration page of an app, and whom it made.
class RegisterUserTest : public ::testing::Test {
protected:
    Handler page(RegisterUserOptions options = {}) {
        options.hasher = app_.hasher;
        options.clock = app_.clock;
        return App::mounted("/register", register_user(app_.database, std::move(options)));
    }
    http::Response send(const std::string& form, RegisterUserOptions options = {}) {
        return page(std::move(options))(post_form("/register/", form));
    }
    std::optional<UserRecord> find(const std::string& name) { return app_.users->find(*canonical_username(name)); }
    std::size_t count() { return app_.users->list(UserId{0}, 1000).size(); }
    AuditEvent last_event() { return app_.database->audit()->recent(1).at(0); }

    App app_;
};

inline std::string fields(const std::string& username, const std::string& email, const std::string& password,
                          const std::string& confirmation) {
    return "username=" + username + "&email=" + email + "&password=" + password + "&confirm_password=" + confirmation;
}

}  // namespace ostiary::testing
