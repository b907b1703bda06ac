#pragma once

#include <nanobind/nanobind.h>

#include <ostiary/values/session.hpp>
#include <ostiary/values/user.hpp>

namespace ostiary::python {

/// A user as a dictionary of its columns.
[[nodiscard]] nanobind::object user_row(const User& user);

}  // namespace ostiary::python
