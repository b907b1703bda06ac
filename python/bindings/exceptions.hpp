#pragma once

#include <exception>

#include <nanobind/nanobind.h>

namespace ostiary::python {

namespace nb = nanobind;

/// Makes `ConfigError`, `StoreError` and `HashingBusy` known to Python.
void bind_exceptions(nb::module_& module);

/// The Python exception that stands for `fault`.
[[nodiscard]] nb::object to_python(const std::exception_ptr& fault);

}  // namespace ostiary::python
