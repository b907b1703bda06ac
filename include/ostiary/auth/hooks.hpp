#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ostiary/values/request.hpp>
#include <ostiary/values/user.hpp>

namespace ostiary {

/// Your own code at points of a login. Hooks of a point run in order; the first that returns a text ends the login with
/// `401 Login failed: TEXT` (in the login page the text may hold HTML, so escape what a user typed). An exception ends
/// the login with 500. No hook runs while a hashing slot is held, but the client waits for it.
struct LoginHooks {
    /// Before anything is checked.
    std::vector<std::function<std::optional<std::string>(const http::Request&, std::string_view username)>> pre_login{};
    /// The password was right; no session exists yet.
    std::vector<
        std::function<std::optional<std::string>(const http::Request&, std::string_view username, UserId user_id)>>
        login_success{};
    /// The password was wrong, or the user unknown or inactive.
    std::vector<std::function<std::optional<std::string>(const http::Request&, std::string_view username)>>
        login_failure{};
};

}  // namespace ostiary
