#pragma once

#include <nanobind/nanobind.h>

namespace ostiary::python {

/// `Guard`, the core's session check, and `CheckBatch`, in which a loop's checks go to a thread together.
void bind_guard(nanobind::module_& module);

}  // namespace ostiary::python
