#pragma once

#include <nanobind/nanobind.h>

namespace ostiary::python {

/// `Login`, `Logout` and `Guard`: the core's endpoints, answering into a loop's `Completions`.
void bind_endpoints(nanobind::module_& module);

}  // namespace ostiary::python
