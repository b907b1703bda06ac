#pragma once

#include <nanobind/nanobind.h>

namespace ostiary::python {

/// `RateLimiter`, `in_memory_limit` and `database_limit`, and `LimitGate`: the core's rate limit before an ASGI app.
void bind_limits(nanobind::module_& module);

}  // namespace ostiary::python
