// A login with hooks: a closed door on Sundays, a greeting on the terminal, and a hint for those who fail.
#include <chrono>
#include <iostream>

#include <ostiary/ostiary.hpp>
#include <ostiary/server.hpp>

using ostiary::UserId;
using ostiary::http::Request;
using Answer = std::optional<std::string>;

namespace {

Answer closed_on_sundays(const Request&, std::string_view) {
    const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    if (std::chrono::weekday{today} != std::chrono::Sunday) return std::nullopt;
    return "we are closed on <em>Sundays</em>";
}

Answer greet(const Request& request, std::string_view username, UserId user) {
    std::cout << username << " (" << user.value << ") came in from " << request.client << '\n';
    return std::nullopt;
}

Answer point_the_way(const Request&, std::string_view) {
    return "ask <a href=\"mailto:door@example.com\">the doorkeeper</a> for help";
}

}  // namespace

int main() {
    auto db = ostiary::open_database("sqlite:app.db");
    ostiary::Server app;
    app.mount("/login/", ostiary::session_login(db, {.redirect_to = std::nullopt,
                                                     .hooks = {.pre_login = {closed_on_sundays},
                                                               .login_success = {greet},
                                                               .login_failure = {point_the_way}}}));
    app.listen("127.0.0.1", 8000);
}
