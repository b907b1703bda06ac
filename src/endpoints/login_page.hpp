#pragma once

#include <string>

#include <ostiary/endpoints/session_login.hpp>

#include "endpoints/form_page.hpp"

namespace ostiary {

/// What the login page shows besides its form.
struct LoginPageState {
    int status = 200;
    std::string error_html{};  ///< Trusted: a hook's own markup, or a text already escaped.
    std::string username{};    ///< Put back into the field after a failure.
    std::string next{};        ///< Where to go afterwards; checked already.
};

/// The login page. Thread-safe.
class LoginPage {
public:
    /// Throws `ConfigError`.
    explicit LoginPage(const SessionLoginOptions& options);

    [[nodiscard]] http::Response show(const http::Request& request, const LoginPageState& state) const;

private:
    FormPage page_;
    std::string next_param_;
    std::string register_url_;
};

}  // namespace ostiary
