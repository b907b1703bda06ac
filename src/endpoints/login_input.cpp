#include "endpoints/login_input.hpp"

namespace ostiary {

std::string next_in_query(const http::Request& request, const LoginFields& fields) {
    if (!fields.next) return {};
    const auto query = read_urlencoded_form(request.query);
    return query ? fields.returns.accept(query->text(*fields.next), request.scheme).value_or("") : "";
}

std::expected<LoginInput, FormError> read_login(const http::Request& request, const Form& form,
                                                const LoginFields& fields) {
    if (const auto error = check_texts(form, {"username", "password"}, "Missing username or password")) {
        return std::unexpected(*error);
    }
    LoginInput input{.username = std::string{form.text("username")},
                     .password = Secret{std::string{form.text("password")}},
                     .wants_page = form.text("format") == "html"};
    if (fields.captcha_token) input.captcha_token = form.text(*fields.captcha_token);
    if (fields.next) input.next = fields.returns.accept(form.text(*fields.next), request.scheme).value_or("");
    if (input.next.empty()) input.next = next_in_query(request, fields);
    return input;
}

}  // namespace ostiary
