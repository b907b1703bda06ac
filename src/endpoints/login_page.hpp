#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <ostiary/endpoints/session_login.hpp>
#include <ostiary/ports/page_renderer.hpp>

#include "endpoints/answers.hpp"

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
    std::shared_ptr<PageRenderer> renderer_;
    PageSources sources_;
    std::string captcha_html_;
    std::string next_param_;
};

}  // namespace ostiary
