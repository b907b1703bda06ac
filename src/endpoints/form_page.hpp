#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ostiary/ports/captcha.hpp>

#include "endpoints/answers.hpp"
#include "endpoints/form_failure.hpp"
#include "endpoints/page_template.hpp"

namespace ostiary {

/// The origin of an absolute address, as a list of one: a browser holds a form's redirect to the page's `form-action`.
[[nodiscard]] std::vector<std::string> origin_of(const std::optional<std::string>& location);

/// What a page with a form shows besides its own fields: an error, the captcha, the field of a CSRF check in front.
/// Thread-safe.
class FormPage {
public:
    /// `builtin` as for `make_page`; `redirect_to` is where the form leads. Throws `ConfigError`.
    FormPage(std::string_view builtin, const PageSource& source, const std::optional<Captcha>& captcha,
             const std::optional<std::string>& redirect_to);

    struct State {
        int status = 200;
        std::string error_html{};                 ///< Trusted; see `FormFailure`.
        std::vector<std::string> form_origins{};  ///< Where else this form may lead.
    };
    [[nodiscard]] http::Response show(const http::Request& request, Page own, const State& state) const;

    /// As the client wants to read it: the page with its own values, or what `failure` gives.
    [[nodiscard]] http::Response refuse(const http::Request& request, bool wants_page, Page own,
                                        const FormFailure& failed) const;

private:
    std::shared_ptr<PageRenderer> renderer_;
    PageSources sources_;
    std::string captcha_html_;
};

}  // namespace ostiary
