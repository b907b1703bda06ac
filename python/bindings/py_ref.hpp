#pragma once

#include <utility>

#include <nanobind/nanobind.h>

namespace ostiary::python {

namespace nb = nanobind;

/// A Python object that threads without the interpreter lock may pass on and let go of.
class PyRef {
public:
    PyRef() = default;
    explicit PyRef(nb::object object) : object_(std::move(object)) {}
    PyRef(PyRef&& other) noexcept : object_(other.object_.release(), nb::detail::steal_t{}) {}
    PyRef& operator=(PyRef&& other) noexcept {
        std::swap(object_, other.object_);
        return *this;
    }
    PyRef(const PyRef&) = delete;
    PyRef& operator=(const PyRef&) = delete;
    ~PyRef() {
        if (!object_.is_valid()) return;
        // Once the interpreter is gone, so is what this refers to.
        if (Py_IsInitialized() == 0) {
            object_.release();
            return;
        }
        const nb::gil_scoped_acquire lock;
        object_.reset();
    }

    /// For a holder of the interpreter lock.
    [[nodiscard]] const nb::object& get() const noexcept { return object_; }

private:
    nb::object object_;
};

}  // namespace ostiary::python
