#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include <ostiary/values/request.hpp>
#include <ostiary/values/secret.hpp>

#include "auth/return_addresses.hpp"
#include "endpoints/form.hpp"

namespace ostiary {

/// What a login sends.
struct LoginInput {
    std::string username{};
    Secret password{};
    std::string captcha_token{};
    std::string next{};       ///< Where to go; empty where nothing was given, or nothing that is to be followed.
    bool wants_page = false;  ///< `format=html`: a failure comes as the login page.
};

struct LoginFields {
    std::optional<std::string> captcha_token{};  ///< The name of the field, where there is a captcha.
    std::optional<std::string> next{};
    ReturnAddresses returns{};
};

/// The address that the query's `next` parameter names, where it may be followed; empty otherwise.
[[nodiscard]] std::string next_in_query(const http::Request& request, const LoginFields& fields);

/// Credentials come from the body alone, whatever the query says: an address ends up in logs.
[[nodiscard]] std::expected<LoginInput, FormError> read_login(const http::Request& request, const Form& form,
                                                              const LoginFields& fields);

}  // namespace ostiary
