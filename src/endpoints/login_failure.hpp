#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "endpoints/form_failure.hpp"

namespace ostiary {

/// The one answer to whatever is wrong with credentials; `reason` says what it was.
[[nodiscard]] inline FormFailure wrong_credentials(std::string_view reason) {
    return {.status = 401,
            .text = "Login failed",
            .html = "The username or password is incorrect.",
            .reason = std::string{reason}};
}

/// A hook's text may hold HTML, which the page shows as such.
[[nodiscard]] inline FormFailure login_refused_by_hook(const std::string& text, std::string_view reason) {
    return {.status = 401, .text = "Login failed: " + text, .html = text, .reason = std::string{reason}};
}

[[nodiscard]] inline FormFailure refused_by_captcha(const std::string& text) {
    return refused_form(401, text, "captcha");
}

[[nodiscard]] inline FormFailure too_many_logins(std::chrono::milliseconds retry_after) {
    return too_many_tries("Too many login attempts. Try again later.", retry_after);
}

}  // namespace ostiary
