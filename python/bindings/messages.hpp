#pragma once

#include <nanobind/nanobind.h>

#include <ostiary/values/request.hpp>
#include <ostiary/values/response.hpp>

#include "options.hpp"

namespace ostiary::python {

/// What `_asgi.to_request` gives.
[[nodiscard]] http::Request to_request(const Named& given);

/// `(status, [(name, value)…], body)`, as ASGI wants them.
[[nodiscard]] nb::object to_python(const http::Response& response);

}  // namespace ostiary::python
