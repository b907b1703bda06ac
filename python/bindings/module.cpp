#include <nanobind/nanobind.h>

#include "completions.hpp"
#include "csrf_gate.hpp"
#include "database.hpp"
#include "endpoint.hpp"
#include "exceptions.hpp"
#include "guard.hpp"
#include "limit_gate.hpp"
#include "log_queue.hpp"
#include "options.hpp"
#include "provided_captcha.hpp"
#include "runtime.hpp"

namespace nb = nanobind;

NB_MODULE(_core, module) {
    using namespace ostiary::python;
    module.doc() = "Ostiary's core. Use the package's own modules instead.";
    // Endpoints may outlive the interpreter: a fork's leftovers do so on purpose.
    nb::set_leak_warnings(false);
    bind_exceptions(module);
    bind_log(module);
    bind_database(module);
    bind_completions(module);
    bind_endpoints(module);
    bind_guard(module);
    bind_captchas(module);
    bind_limits(module);
    bind_csrf(module);
    module.def("configure_hashing",
               [](const ostiary::python::Named& given) { runtime::set_hashing(hashing_options(given)); });
    module.def("stop", &runtime::stop, nb::call_guard<nb::gil_scoped_release>());
    module.def("forget_parent", &runtime::forget_parent);
    // A forked child must not end what only the parent has: threads, connections, locks.
    module.def("leak", [](const nb::object& object) { object.inc_ref(); });
}
