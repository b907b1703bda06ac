#pragma once

#include <string>

#include <nanobind/nanobind.h>

#include <ostiary/ports/captcha.hpp>

namespace ostiary::python {

/// The captcha of a provider that the core knows by that name. Throws `ConfigError`.
[[nodiscard]] Captcha provided_captcha(const std::string& provider, const std::string& site_key,
                                       const std::string& secret_key);

/// `captcha_form` and `verify_captcha`, for an app that asks the provider itself.
void bind_captchas(nanobind::module_& module);

}  // namespace ostiary::python
