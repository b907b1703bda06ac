#include "endpoints/chosen_password.hpp"

#include "auth/constant_time.hpp"

namespace ostiary {

bool is_same_text(const Secret& left, const Secret& right) {
    return same_bytes(std::as_bytes(std::span{left.reveal()}), std::as_bytes(std::span{right.reveal()}));
}

std::optional<FormError> check_new_password(const PasswordPolicy& policy, const Secret& password,
                                            const Secret& confirmation, std::span<const std::string> context) {
    if (auto reason = check_password(policy, password, context)) return FormError{422, std::move(*reason)};
    if (!is_same_text(password, confirmation)) return FormError{422, "Passwords do not match."};
    return std::nullopt;
}

}  // namespace ostiary
