#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ostiary/values/request.hpp>
#include <ostiary/values/secret.hpp>

namespace ostiary {

/// A test that a human passes. `hcaptcha`, `recaptcha_v2` and `turnstile` make one; or bring your own.
struct Captcha {
    /// What the form shows: HTML, put in as it stands.
    std::string form_html{};
    /// The field of the form (or of the JSON body) that holds the answer, such as `h-captcha-response`.
    std::string token_field{};
    /// Nothing where the answer is right, otherwise what to tell the user. An exception refuses too: a captcha never
    /// fails open. Called with the request and the answer, which is empty where the field is missing.
    std::function<std::optional<std::string>(const http::Request&, std::string_view token)> validator{};
    /// Origins that the page's Content-Security-Policy must allow for scripts, frames, styles and connections.
    std::vector<std::string> csp_sources{};
};

}  // namespace ostiary
