#pragma once

#include <string>
#include <vector>

#include <ostiary/ports/page_renderer.hpp>
#include <ostiary/values/session.hpp>
#include <ostiary/values/user.hpp>

namespace ostiary {

/// A user and where they are logged in, as the account page and its JSON form show it.
struct AccountView {
    User user{};
    SessionId current{};
    std::vector<Session> sessions{};
};

[[nodiscard]] std::string to_json(const AccountView& view);
[[nodiscard]] Page to_page(const AccountView& view, const std::string& logout_url);

}  // namespace ostiary
