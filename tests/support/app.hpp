#pragma once

#include <string>
#include <utility>

#include <ostiary/ostiary.hpp>

#include "support/fake_clock.hpp"
#include "support/plain_hasher.hpp"

namespace ostiary::testing {

/// A request as a browser on the same site sends it.
inline http::Request request(std::string method, std::string path) {
    return {.method = std::move(method),
            .path = std::move(path),
            .mount = "",
            .headers = {{"Host", "app.example"}, {"User-Agent", "test"}},
            .peer = "192.0.2.1",
            .client = "192.0.2.1",
            .scheme = "https",
            .host = "app.example"};
}

inline http::Request with(http::Request given, std::string name, std::string value) {
    given.headers.add(std::move(name), std::move(value));
    return given;
}

inline http::Request post(std::string path, std::string type, std::string body) {
    auto made = with(request("POST", std::move(path)), "Content-Type", std::move(type));
    made.body = std::move(body);
    return made;
}

inline const std::string good_form = "username=bob&password=secret";
inline const std::string bad_form = "username=bob&password=wrong";

inline http::Request post_form(std::string path, std::string body) {
    return post(std::move(path), "application/x-www-form-urlencoded", std::move(body));
}

inline http::Request post_json(std::string path, std::string body) {
    return post(std::move(path), "application/json", std::move(body));
}

inline std::string header(const http::Response& response, std::string_view name) {
    return std::string{response.headers.get(name).value_or("(none)")};
}

/// `NAME=TOKEN` of the cookie that the answer sets, ready to be sent back; empty where it sets none.
inline std::string cookie_of(const http::Response& response) {
    const auto set = response.headers.get("Set-Cookie");
    return set ? std::string{set->substr(0, set->find(';'))} : std::string{};
}

/// An in-memory database with two users, `bob` (password `secret`) and the inactive `idle`, and the parts of an app on
/// it.
struct App {
    std::shared_ptr<Database> database = open_database("memory:");
    std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>();
    std::shared_ptr<PlainHasher> hasher = std::make_shared<PlainHasher>();
    std::shared_ptr<UserStore> users = database->users("users");
    UserId bob = add("bob", true);
    UserId idle = add("idle", false);

    UserId add(const std::string& name, bool active) {
        return *users->create(
            {.username = *canonical_username(name), .password_hash = "plain:secret", .active = active});
    }
    Handler login(SessionLoginOptions options = {}) {
        options.hasher = hasher;
        options.clock = clock;
        return mounted("/login", session_login(database, std::move(options)));
    }
    Handler logout(SessionLogoutOptions options = {}) {
        options.clock = clock;
        return mounted("/logout", session_logout(database, std::move(options)));
    }
    Handler guard(SessionGuardOptions options = {}) {
        options.clock = clock;
        return session_guard(database, std::move(options), [](const http::Request& seen) {
            return http::text(seen.user ? "hello " + seen.user->username : "hello stranger");
        });
    }
    /// A fresh session's cookie.
    std::string log_in(const std::string& name = "bob") {
        return cookie_of(login()(post_form("/login/", "username=" + name + "&password=secret")));
    }
    std::size_t count_sessions() { return database->sessions("sessions", "users")->count(clock->now()); }

    static Handler mounted(std::string mount, Handler handler) {
        return [mount = std::move(mount), handler = std::move(handler)](http::Request seen) {
            seen.mount = mount;
            return handler(seen);
        };
    }
};

}  // namespace ostiary::testing
