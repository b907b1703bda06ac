#include "database.hpp"

#include <nanobind/stl/chrono.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include <string>
#include <tuple>

#include <ostiary/auth/password_policy.hpp>
#include <ostiary/auth/username.hpp>
#include <ostiary/ports/database.hpp>
#include <ostiary/stores/open_database.hpp>
#include <ostiary/values/errors.hpp>

#include "auth/session_lifecycle.hpp"
#include "runtime.hpp"

namespace ostiary::python {
namespace {

namespace nb = nanobind;
using nb::literals::operator""_a;
using Unlocked = nb::call_guard<nb::gil_scoped_release>;
using DatabasePtr = std::shared_ptr<Database>;

constexpr std::size_t purge_step = 1000;

struct NewSession {
    std::string token;
    std::string id;
    std::int64_t expires_at = 0;
    std::int64_t max_expires_at = 0;
};

std::shared_ptr<SessionStore> sessions_of(const DatabasePtr& database, const std::string& sessions,
                                          const std::string& users) {
    return database->sessions(sessions, users);
}

NewSession create_session(const DatabasePtr& database, const std::string& sessions, const std::string& users,
                          std::int64_t user_id, std::chrono::seconds idle, std::chrono::seconds absolute) {
    SessionLifecycle lifecycle{sessions_of(database, sessions, users), system_clock()};
    const auto started = lifecycle.start(UserId{user_id}, {}, {.idle = idle, .absolute = absolute}, std::nullopt);
    return {.token = std::string{started.token.reveal()},
            .id = started.session.id.value,
            .expires_at = started.session.expires_at.time_since_epoch().count(),
            .max_expires_at = started.session.max_expires_at.time_since_epoch().count()};
}

std::optional<std::int64_t> find_user_id(const DatabasePtr& database, const std::string& sessions,
                                         const std::string& users, const std::string& token,
                                         std::optional<std::chrono::seconds> increase_expiry) {
    const auto parsed = SessionToken::parse(token);
    if (!parsed) return std::nullopt;
    SessionLifecycle lifecycle{sessions_of(database, sessions, users), system_clock()};
    const auto found = lifecycle.resume(*parsed, increase_expiry);
    return found ? std::optional{found->session.user_id.value} : std::nullopt;
}

void remove_session(const DatabasePtr& database, const std::string& sessions, const std::string& users,
                    const std::string& token) {
    const auto parsed = SessionToken::parse(token);
    if (parsed) sessions_of(database, sessions, users)->revoke(*parsed);
}

std::size_t clean(const DatabasePtr& database, const std::string& sessions, const std::string& users) {
    const auto store = sessions_of(database, sessions, users);
    const Instant now = system_clock()->now();
    std::size_t removed = 0;
    for (std::size_t step = purge_step; step == purge_step; removed += step) step = store->purge(now, purge_step);
    return removed;
}

struct UserTraits {
    bool piccolo = false;  ///< The row is in piccolo's table, so the hash must be one that piccolo reads.
    std::string email;
    bool active = true;
    bool admin = false;
    bool superuser = false;
};

std::int64_t create_user(const DatabasePtr& database, const std::string& users, const std::string& username,
                         const std::string& password, const UserTraits& traits) {
    const auto name = canonical_username(username);
    if (!name) throw ConfigError("username must be 1 to 100 characters, with no control characters or outer spaces");
    const Secret secret{password};
    const std::vector<std::string> context{username, traits.email};
    if (const auto refused = check_password({}, secret, context)) throw ConfigError("password: " + *refused);
    const auto id = database->users(users)->create({.username = *name,
                                                    .email = traits.email,
                                                    .password_hash = runtime::hasher(traits.piccolo)->hash(secret),
                                                    .active = traits.active,
                                                    .admin = traits.admin,
                                                    .superuser = traits.superuser,
                                                    .created_at = system_clock()->now()});
    if (!id) throw ConfigError("username or email is taken");
    return id->value;
}

}  // namespace

void bind_database(nb::module_& module) {
    nb::class_<Database>(module, "Database").def("check", &Database::check, Unlocked());
    module.def("open_database",
               [](const std::string& address, const std::string& preset, std::chrono::microseconds busy_timeout) {
        return open_database(address, {.busy_timeout = std::chrono::ceil<std::chrono::milliseconds>(busy_timeout),
                                       .preset = preset == "piccolo" ? TablePreset::piccolo : TablePreset::ostiary});
    }, "address"_a, "preset"_a, "busy_timeout"_a = std::chrono::seconds(4), Unlocked());
    nb::class_<NewSession>(module, "NewSession")
        .def_ro("token", &NewSession::token)
        .def_ro("id", &NewSession::id)
        .def_ro("expires_at", &NewSession::expires_at)
        .def_ro("max_expires_at", &NewSession::max_expires_at);
    module.def("create_session", &create_session, "database"_a, "sessions"_a, "users"_a, "user_id"_a, "idle"_a,
               "absolute"_a, Unlocked());
    module.def("find_user_id", &find_user_id, "database"_a, "sessions"_a, "users"_a, "token"_a,
               "increase_expiry"_a = nb::none(), Unlocked());
    module.def("remove_session", &remove_session, "database"_a, "sessions"_a, "users"_a, "token"_a, Unlocked());
    module.def("clean", &clean, "database"_a, "sessions"_a, "users"_a, Unlocked());
    module.def("create_user",
               [](const DatabasePtr& database, const std::string& users, const std::string& username,
                  const std::string& password, bool piccolo, const std::string& email, bool active, bool admin,
                  bool superuser) {
        return create_user(
            database, users, username, password,
            {.piccolo = piccolo, .email = email, .active = active, .admin = admin, .superuser = superuser});
    },
               "database"_a, "users"_a, "username"_a, "password"_a, "piccolo"_a, "email"_a, "active"_a, "admin"_a,
               "superuser"_a, Unlocked());
}

}  // namespace ostiary::python
