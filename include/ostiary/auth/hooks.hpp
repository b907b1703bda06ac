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

/// Your own code at points of a registration.
struct RegisterHooks {
    /// All fields will do; nothing is looked up yet. The first that returns a text refuses with 422 and that text (in
    /// the page it may hold HTML, so escape what a user typed).
    std::vector<std::function<std::optional<std::string>(const http::Request&, std::string_view username,
                                                         std::string_view email)>>
        pre_register{};
    /// The user exists now: the place to send a letter that asks to confirm the address. An exception is logged and
    /// changes nothing any more; so in the next.
    std::vector<
        std::function<void(const http::Request&, std::string_view username, std::string_view email, UserId user_id)>>
        registered{};
    /// The name or the address is taken; `email` is its owner's, which may be empty, and not always the one that was
    /// typed. With `enumeration_safe` the client isn't told: write to that address. Called once a minute for an address
    /// at most. Here and above, put the letter in a queue: a hook that sends it takes time, and time tells who is new.
    std::vector<std::function<void(const http::Request&, std::string_view username, std::string_view email)>> taken{};
};

/// Your own code at points of a change of password.
struct ChangePasswordHooks {
    /// The new password holds: the place to tell its owner by another way (ASVS 5.0, 6.3.7). An exception is logged and
    /// changes nothing any more.
    std::vector<std::function<void(const http::Request&, std::string_view username, UserId user_id)>>
        password_changed{};
};

}  // namespace ostiary
