#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <ostiary/auth/password_policy.hpp>
#include <ostiary/values/secret.hpp>

#include "endpoints/form.hpp"

namespace ostiary {

/// The reference's text, where a form that sets a password lacks a field.
inline constexpr std::string_view missing_fields = "Form is invalid. Missing one or more fields.";

/// Without a hint of where they differ.
[[nodiscard]] bool is_same_text(const Secret& left, const Secret& right);

/// Why the password can't be set; nothing where it will do and is confirmed.
[[nodiscard]] std::optional<FormError> check_new_password(const PasswordPolicy& policy, const Secret& password,
                                                          const Secret& confirmation,
                                                          std::span<const std::string> context);

}  // namespace ostiary
