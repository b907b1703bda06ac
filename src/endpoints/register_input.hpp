#pragma once

#include <optional>
#include <string>

#include <ostiary/auth/password_policy.hpp>
#include <ostiary/values/secret.hpp>
#include <ostiary/values/user.hpp>

#include "endpoints/form.hpp"

namespace ostiary {

/// What a registration sends. No field decides what its user may do.
struct RegisterInput {
    std::string username{};
    std::string email{};
    Secret password{};
    Secret confirm_password{};
    std::string captcha_token{};
    bool wants_page = false;  ///< `format=html`: a failure comes as the page.
};

[[nodiscard]] RegisterInput read_registration(const Form& form, const std::optional<std::string>& captcha_field);

/// Why the registration can't be; nothing where all fields will do.
[[nodiscard]] std::optional<FormError> check_registration(const Form& form, const RegisterInput& input,
                                                          const PasswordPolicy& policy);

}  // namespace ostiary
