#pragma once

#include <nanobind/nanobind.h>

namespace ostiary::python {

/// `Database`, and what Python does with its tables outside of a request.
void bind_database(nanobind::module_& module);

}  // namespace ostiary::python
