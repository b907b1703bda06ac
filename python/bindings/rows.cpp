#include "rows.hpp"

#include <nanobind/stl/string.h>

namespace ostiary::python {

namespace nb = nanobind;

namespace {

/// Milliseconds since 1970, UTC.
nb::object milliseconds(Instant instant) {
    return nb::int_(instant.time_since_epoch().count());
}

nb::object optional_text(const std::optional<std::string>& text) {
    return text ? nb::object{nb::str(text->data(), text->size())} : nb::none();
}

}  // namespace

nb::object user_row(const User& user) {
    nb::dict row;
    row["id"] = user.id.value;
    row["username"] = user.username;
    row["email"] = user.email;
    row["active"] = user.active;
    row["admin"] = user.admin;
    row["superuser"] = user.superuser;
    row["created_at"] = milliseconds(user.created_at);
    row["last_login"] = user.last_login ? milliseconds(*user.last_login) : nb::none();
    row["first_name"] = optional_text(user.first_name);
    row["last_name"] = optional_text(user.last_name);
    return row;
}

}  // namespace ostiary::python
