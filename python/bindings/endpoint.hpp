#pragma once

#include <nanobind/nanobind.h>

namespace ostiary::python {

/// `login`, `logout`, `register_user` and `change_password`: the core's endpoints, answering into a loop's
/// `Completions`.
void bind_endpoints(nanobind::module_& module);

}  // namespace ostiary::python
