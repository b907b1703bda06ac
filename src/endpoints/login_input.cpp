#include "endpoints/login_input.hpp"

namespace ostiary {

std::string next_in_query(const http::Request& request, const LoginFields& fields) {
    if (!fields.next) return {};
    const auto query = read_urlencoded_form(request.query);
    return query ? fields.returns.accept(query->text(*fields.next), request.scheme).value_or("") : "";
}

std::expected<LoginInput, FormError> read_login(const http::Request& request, const Form& form,
                                                const LoginFields& fields) {
    for (const std::string_view name : {"username", "password"}) {
        if (form.is_no_text(name))
            return std::unexpected(FormError{400, "The " + std::string{name} + " is not a text."});
    }
    LoginInput input{.username = std::string{form.text("username")},
                     .password = Secret{std::string{form.text("password")}},
                     .wants_page = form.text("format") == "html"};
    if (fields.captcha_token) input.captcha_token = form.text(*fields.captcha_token);
    if (fields.next) input.next = fields.returns.accept(form.text(*fields.next), request.scheme).value_or("");
    if (input.next.empty()) input.next = next_in_query(request, fields);
    if (input.username.empty() || input.password.empty()) {
        return std::unexpected(FormError{422, "Missing username or password"});
    }
    return input;
}

}  // namespace ostiary
