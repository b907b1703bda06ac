#include "endpoints/login_page.hpp"

#include "endpoints/origin.hpp"
#include "endpoints/page_template.hpp"

namespace ostiary {
namespace {

/// The origin of an absolute address: a browser holds a form's redirect to the page's `form-action` too.
std::vector<std::string> origin_of(const std::optional<std::string>& location) {
    if (!location) return {};
    const std::size_t host = location->find("://");
    if (location->starts_with('/') || host == std::string::npos) return {};
    const auto origin = canonical_origin(location->substr(0, location->find_first_of("/?#", host + 3)));
    return origin ? std::vector{*origin} : std::vector<std::string>{};
}

}  // namespace

LoginPage::LoginPage(const SessionLoginOptions& options)
    : renderer_(
          make_page("session_login.html",
                    {.template_path = options.template_path, .renderer = options.renderer, .styles = options.styles})),
      sources_{.scripts = options.captcha ? options.captcha->csp_sources : std::vector<std::string>{},
               .forms = origin_of(options.redirect_to)},
      captcha_html_(options.captcha ? options.captcha->form_html : ""),
      next_param_(options.next_param.value_or("")) {}

http::Response LoginPage::show(const http::Request& request, const LoginPageState& state) const {
    const bool has_next = !state.next.empty() && !next_param_.empty();
    Page page{.values = {{"error", state.error_html},
                         {"has_error", !state.error_html.empty()},
                         {"username", state.username},
                         {"captcha", captcha_html_},
                         {"has_captcha", !captcha_html_.empty()},
                         {"has_next", has_next}}};
    if (has_next) {
        page.values.emplace("next_name", next_param_);
        page.values.emplace("next_value", state.next);
    }
    add_csrf_field(page, request);
    PageSources sources = sources_;
    for (std::string& origin : origin_of(state.next)) sources.forms.push_back(std::move(origin));
    return page_response(*renderer_, std::move(page), state.status, sources);
}

}  // namespace ostiary
