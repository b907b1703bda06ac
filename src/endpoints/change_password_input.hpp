#pragma once

#include <optional>

#include <ostiary/auth/password_policy.hpp>
#include <ostiary/values/secret.hpp>
#include <ostiary/values/user.hpp>

#include "endpoints/form.hpp"

namespace ostiary {

/// What a change of password sends.
struct ChangePasswordInput {
    Secret current_password{};
    Secret new_password{};
    Secret confirm_new_password{};
    bool wants_page = false;  ///< `format=html`: a failure comes as the page.
};

[[nodiscard]] ChangePasswordInput read_password_change(const Form& form);

/// Why the new password can't be; nothing where all fields will do. Not whether the current one is right.
[[nodiscard]] std::optional<FormError> check_password_change(const Form& form, const ChangePasswordInput& input,
                                                             const PasswordPolicy& policy, const User& user);

}  // namespace ostiary
