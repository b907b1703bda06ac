#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "values/encoding.hpp"

namespace ostiary {

/// A login that failed: what the client is told, and what only the audit log is.
struct LoginFailure {
    int status = 401;
    std::string text = "Login failed";
    std::string html = "The username or password is incorrect.";
    std::string reason{};
    std::optional<std::chrono::milliseconds> retry_after{};
};

/// A hook's text may hold HTML, which the page shows as such.
[[nodiscard]] inline LoginFailure refused_by_hook(const std::string& text, std::string_view reason) {
    return {.text = "Login failed: " + text, .html = text, .reason = std::string{reason}};
}

[[nodiscard]] inline LoginFailure refused_by_captcha(const std::string& text) {
    return {.text = text, .html = escape_html(text), .reason = "captcha"};
}

[[nodiscard]] inline LoginFailure too_many_tries(std::chrono::milliseconds retry_after) {
    const std::string text = "Too many login attempts. Try again later.";
    return {.status = 429, .text = text, .html = text, .reason = "throttled", .retry_after = retry_after};
}

}  // namespace ostiary
