#include "endpoints/form_page.hpp"

#include <utility>

#include "endpoints/origin.hpp"

namespace ostiary {

std::vector<std::string> origin_of(const std::optional<std::string>& location) {
    if (!location) return {};
    const std::size_t host = location->find("://");
    if (location->starts_with('/') || host == std::string::npos) return {};
    const auto origin = canonical_origin(location->substr(0, location->find_first_of("/?#", host + 3)));
    return origin ? std::vector{*origin} : std::vector<std::string>{};
}

FormPage::FormPage(std::string_view builtin, const PageSource& source, const std::optional<Captcha>& captcha,
                   const std::optional<std::string>& redirect_to)
    : renderer_(make_page(builtin, source)),
      sources_{.scripts = captcha ? captcha->csp_sources : std::vector<std::string>{}, .forms = origin_of(redirect_to)},
      captcha_html_(captcha ? captcha->form_html : "") {}

http::Response FormPage::show(const http::Request& request, Page own, const State& state) const {
    own.values.insert_or_assign("error", state.error_html);
    own.values.insert_or_assign("has_error", !state.error_html.empty());
    own.values.insert_or_assign("captcha", captcha_html_);
    own.values.insert_or_assign("has_captcha", !captcha_html_.empty());
    add_csrf_field(own, request);
    PageSources sources = sources_;
    sources.forms.insert(sources.forms.end(), state.form_origins.begin(), state.form_origins.end());
    return page_response(*renderer_, std::move(own), state.status, sources);
}

http::Response FormPage::refuse(const http::Request& request, bool wants_page, Page own,
                                const FormFailure& failed) const {
    auto response = wants_page ? show(request, std::move(own), {.status = failed.status, .error_html = failed.html})
                               : failure(request, failed.status, failed.text);
    add_retry_after(response, failed.retry_after);
    return response;
}

}  // namespace ostiary
