// Serves one login from a database in memory, asks itself for the page, and stops.
#include <cstdint>
#include <cstdio>
#include <iostream>

#include <ostiary/ostiary.hpp>
#include <ostiary/server.hpp>

int main() {
    auto db = ostiary::open_database("memory:");
    ostiary::Handler login = ostiary::session_login(db);
    ostiary::http::Request request{.path = "/login/", .mount = "/login", .host = "localhost"};
    const ostiary::http::Response page = login(request);
    ostiary::Server server;
    server.mount("/login/", login);
    server.on_listening([&](std::uint16_t) { server.stop(); });
    server.listen("127.0.0.1", 0);
    std::cout << page.status << ' ' << (page.body.find("<form") != std::string::npos ? "form" : "no form") << '\n';
}
