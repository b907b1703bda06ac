#pragma once

#include <nanobind/nanobind.h>

namespace ostiary::python {

/// Hands the core's log to Python: a thread that logs must not wait for the interpreter lock, so what it logs is
/// queued, and a Python thread passes it on to `logging`.
void bind_log(nanobind::module_& module);

}  // namespace ostiary::python
