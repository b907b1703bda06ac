#include "provided_captcha.hpp"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>

#include <optional>
#include <tuple>

#include <ostiary/endpoints/captchas.hpp>
#include <ostiary/values/errors.hpp>

namespace ostiary::python {

namespace nb = nanobind;

Captcha provided_captcha(const std::string& provider, const std::string& site_key, const std::string& secret_key) {
    if (provider == "hcaptcha") return hcaptcha(site_key, Secret{secret_key});
    if (provider == "recaptcha_v2") return recaptcha_v2(site_key, Secret{secret_key});
    if (provider == "turnstile") return turnstile(site_key, Secret{secret_key});
    throw ConfigError("captcha must be hcaptcha, recaptcha_v2 or turnstile");
}

void bind_captchas(nb::module_& module) {
    module.def("captcha_form",
               [](const std::string& provider, const std::string& site_key, const std::string& secret_key) {
        const Captcha captcha = provided_captcha(provider, site_key, secret_key);
        return std::tuple{captcha.form_html, captcha.token_field};
    });
    module.def("verify_captcha",
               [](const std::string& provider, const std::string& site_key, const std::string& secret_key,
                  const std::string& token) {
        return provided_captcha(provider, site_key, secret_key).validator(http::Request{}, token);
    },
               nb::call_guard<nb::gil_scoped_release>());
}

}  // namespace ostiary::python
