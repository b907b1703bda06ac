#include "endpoints/register_input.hpp"

#include <array>

#include <ostiary/auth/email_address.hpp>
#include <ostiary/auth/username.hpp>

#include "endpoints/chosen_password.hpp"

namespace ostiary {

RegisterInput read_registration(const Form& form, const std::optional<std::string>& captcha_field) {
    return {.username = std::string{form.text("username")},
            .email = std::string{form.text("email")},
            .password = Secret{std::string{form.text("password")}},
            .confirm_password = Secret{std::string{form.text("confirm_password")}},
            .captcha_token = captcha_field ? std::string{form.text(*captcha_field)} : std::string{},
            .wants_page = form.text("format") == "html"};
}

std::optional<FormError> check_registration(const Form& form, const RegisterInput& input,
                                            const PasswordPolicy& policy) {
    if (const auto error = check_texts(form, {"username", "email", "password", "confirm_password"}, missing_fields)) {
        return error;
    }
    if (!canonical_username(input.username)) return FormError{422, "Invalid username."};
    if (!is_email_address(input.email)) return FormError{422, "Invalid email address."};
    const std::array context{input.username, input.email};
    return check_new_password(policy, input.password, input.confirm_password, context);
}

}  // namespace ostiary
