#include "endpoints/login_page.hpp"

#include <utility>

namespace ostiary {

LoginPage::LoginPage(const SessionLoginOptions& options)
    : page_("session_login.html",
            {.template_path = options.template_path, .renderer = options.renderer, .styles = options.styles},
            options.captcha, options.redirect_to),
      next_param_(options.next_param.value_or("")),
      register_url_(options.register_url.value_or("")) {}

http::Response LoginPage::show(const http::Request& request, const LoginPageState& state) const {
    const bool has_next = !state.next.empty() && !next_param_.empty();
    Page page{.values = {{"username", state.username}, {"has_next", has_next}, {"register_url", register_url_}}};
    if (has_next) {
        page.values.emplace("next_name", next_param_);
        page.values.emplace("next_value", state.next);
    }
    return page_.show(request, std::move(page),
                      {.status = state.status, .error_html = state.error_html, .form_origins = origin_of(state.next)});
}

}  // namespace ostiary
