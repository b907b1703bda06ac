#pragma once

#include <nanobind/nanobind.h>

namespace ostiary::python {

/// `CsrfGate`: the core's CSRF check before an ASGI app.
void bind_csrf(nanobind::module_& module);

}  // namespace ostiary::python
