#pragma once

#include <string>

#include <nanobind/nanobind.h>

namespace ostiary::python {

/// Throws a Python `TypeError` where it isn't `bytes`.
inline std::string bytes_of(const nanobind::handle& bytes) {
    char* data = nullptr;
    Py_ssize_t size = 0;
    if (PyBytes_AsStringAndSize(bytes.ptr(), &data, &size) != 0) throw nanobind::python_error();
    return {data, static_cast<std::size_t>(size)};
}

}  // namespace ostiary::python
