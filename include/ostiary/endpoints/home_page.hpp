#pragma once

#include <optional>
#include <string>

#include <ostiary/endpoints/styles.hpp>
#include <ostiary/values/handler.hpp>

namespace ostiary {

struct HomePageOptions {
    /// Mustache templates in place of the built-in pages, read once, here: of the page itself, and of the message for
    /// an address where there is nothing.
    std::optional<std::string> template_path{};
    std::optional<std::string> message_template_path{};
    Styles styles{};
    bool production = false;
};

/// A plain home page for an app that has none yet: says who is logged in, and leads to `/login/`, `/account/` and
/// `/logout/`. Goes behind `session_guard` with `allow_unauthenticated`, which is what it takes the user from. Answers
/// 404 below the path where it is mounted. Throws `ConfigError` that names the option.
[[nodiscard]] Handler home_page(HomePageOptions options = {});

}  // namespace ostiary
