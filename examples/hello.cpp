#include <ostiary/ostiary.hpp>
#include <ostiary/server.hpp>

int main() {
    auto db = ostiary::open_database("sqlite:app.db");
    ostiary::Server app;
    app.mount("/login/", ostiary::rate_limit(ostiary::session_login(db, {.redirect_to = "/"})));
    app.mount("/logout/", ostiary::session_logout(db, {.redirect_to = "/login/"}));
    app.mount("/", ostiary::session_guard(db, {.login_url = "/login/"}, [](const ostiary::http::Request& request) {
        return ostiary::http::text("hello " + request.user->username);
    }));
    app.listen("127.0.0.1", 8000);
}
