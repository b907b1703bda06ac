#pragma once

#include <nanobind/nanobind.h>
#include <nanobind/stl/chrono.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <chrono>
#include <optional>
#include <string>

namespace ostiary::python {

namespace nb = nanobind;

/// Leaves the option as it is where none is given. Throws a Python `TypeError` that names one of the wrong type.
template <typename T>
void read(const nb::dict& given, const char* name, T& option) {
    if (!given.contains(name)) return;
    const nb::object value = given[name];
    if (!nb::try_cast(value, option)) {
        throw nb::type_error((std::string{name} + " can't be " + nb::repr(value).c_str()).c_str());
    }
}

/// Python's `timedelta` is counted in microseconds; what the core counts coarser is rounded up, so that a positive
/// option stays one.
template <typename Duration>
void read_duration(const nb::dict& given, const char* name, Duration& option) {
    auto exact = std::chrono::duration_cast<std::chrono::microseconds>(option);
    read(given, name, exact);
    option = std::chrono::ceil<Duration>(exact);
}

inline void read_duration(const nb::dict& given, const char* name, std::optional<std::chrono::seconds>& option) {
    std::optional<std::chrono::microseconds> exact;
    read(given, name, exact);
    if (exact) option = std::chrono::ceil<std::chrono::seconds>(*exact);
}

inline bool flag(const nb::dict& given, const char* name) {
    bool value = false;
    read(given, name, value);
    return value;
}

}  // namespace ostiary::python
