#pragma once

#include <nanobind/nanobind.h>
#include <nanobind/stl/chrono.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <ostiary/auth/password_hashing.hpp>
#include <ostiary/endpoints/change_password.hpp>
#include <ostiary/endpoints/register_user.hpp>
#include <ostiary/endpoints/session_guard.hpp>
#include <ostiary/endpoints/session_login.hpp>
#include <ostiary/endpoints/session_logout.hpp>

namespace ostiary::python {

namespace nb = nanobind;

/// A dictionary with names as its keys.
using Named = nb::typed<nb::dict, nb::str, nb::any>;

// From the options' names to their values. Throw a Python `TypeError` that names the option of the wrong type.
[[nodiscard]] SessionLoginOptions login_options(const Named& given);
[[nodiscard]] SessionLogoutOptions logout_options(const Named& given);
[[nodiscard]] RegisterUserOptions register_options(const Named& given);
[[nodiscard]] ChangePasswordOptions change_password_options(const Named& given);
[[nodiscard]] SessionGuardOptions guard_options(const Named& given);
[[nodiscard]] PasswordHashing hashing_options(const Named& given);

}  // namespace ostiary::python
