#include "exceptions.hpp"

#include <ostiary/values/errors.hpp>

namespace ostiary::python {
namespace {

// Kept for good: a fault may come up as long as the process lives.
PyObject* config_error = nullptr;
PyObject* store_error = nullptr;
PyObject* hashing_busy = nullptr;

}  // namespace

void bind_exceptions(nb::module_& module) {
    config_error = nb::exception<ConfigError>(module, "ConfigError", PyExc_ValueError).inc_ref().ptr();
    store_error = nb::exception<StoreError>(module, "StoreError", PyExc_RuntimeError).inc_ref().ptr();
    hashing_busy = nb::exception<HashingBusy>(module, "HashingBusy", PyExc_RuntimeError).inc_ref().ptr();
}

nb::object to_python(const std::exception_ptr& fault) {
    const auto make = [](PyObject* type, const char* text) { return nb::borrow(type)(text); };
    try {
        std::rethrow_exception(fault);
    } catch (const ConfigError& error) {
        return make(config_error, error.what());
    } catch (const StoreError& error) {
        return make(store_error, error.what());
    } catch (const HashingBusy& error) {
        return make(hashing_busy, error.what());
    } catch (const std::exception& error) {
        return make(PyExc_RuntimeError, error.what());
    } catch (...) {
        return make(PyExc_RuntimeError, "not a std::exception");
    }
}

}  // namespace ostiary::python
