#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "values/encoding.hpp"

namespace ostiary {

/// A form that is refused: what the client is told, and what only the audit log is.
struct FormFailure {
    int status = 422;
    std::string text{};
    std::string html{};  ///< The same for the page: trusted, that is a hook's own markup, or escaped.
    std::string reason{};
    std::optional<std::chrono::milliseconds> retry_after{};
};

[[nodiscard]] inline FormFailure refused_form(int status, std::string text, std::string reason = {}) {
    std::string html = escape_html(text);
    return {.status = status, .text = std::move(text), .html = std::move(html), .reason = std::move(reason)};
}

[[nodiscard]] inline FormFailure too_many_tries(std::string text, std::chrono::milliseconds retry_after) {
    FormFailure failed = refused_form(429, std::move(text), "throttled");
    failed.retry_after = retry_after;
    return failed;
}

}  // namespace ostiary
