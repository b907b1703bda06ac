#include "endpoints/change_password_input.hpp"

#include <array>
#include <string>

#include "endpoints/chosen_password.hpp"

namespace ostiary {

ChangePasswordInput read_password_change(const Form& form) {
    return {.current_password = Secret{std::string{form.text("current_password")}},
            .new_password = Secret{std::string{form.text("new_password")}},
            .confirm_new_password = Secret{std::string{form.text("confirm_new_password")}},
            .wants_page = form.text("format") == "html"};
}

std::optional<FormError> check_password_change(const Form& form, const ChangePasswordInput& input,
                                               const PasswordPolicy& policy, const User& user) {
    if (const auto error =
            check_texts(form, {"current_password", "new_password", "confirm_new_password"}, missing_fields)) {
        return error;
    }
    const std::array context{user.username, user.email};
    if (auto error = check_new_password(policy, input.new_password, input.confirm_new_password, context)) return error;
    if (!is_same_text(input.new_password, input.current_password)) return std::nullopt;
    return FormError{422, "The new password must differ from the current one."};
}

}  // namespace ostiary
