#include "csrf_gate.hpp"

#include <nanobind/stl/shared_ptr.h>

#include <memory>
#include <utility>

#include <ostiary/endpoints/csrf.hpp>

#include "adapters/plain_answers.hpp"
#include "endpoints/answers.hpp"
#include "messages.hpp"
#include "options.hpp"
#include "py_bytes.hpp"
#include "read_option.hpp"

namespace ostiary::python {
namespace {

using nb::literals::operator""_a;

/// What is no HTTP status: the request goes on to the app.
constexpr int goes_on = 0;

CsrfOptions csrf_options(const Named& given, std::shared_ptr<Database> database) {
    CsrfOptions options;
    options.database = std::move(database);
    if (given.contains("secret")) options.secret = Secret{bytes_of(given["secret"])};
    read(given, "cookie_name", options.cookie_name);
    read(given, "header_name", options.header_name);
    read_duration(given, "max_age", options.max_age);
    read(given, "allow_header_param", options.allow_header_param);
    read(given, "allow_form_param", options.allow_form_param);
    read(given, "trusted_origins", options.trusted_origins);
    read(given, "session_cookie_name", options.session_cookie_name);
    read(given, "production", options.production);
    read(given, "host_cookie_prefix", options.host_cookie_prefix);
    read(given, "body_limit", options.body_limit);
    return options;
}

/// The wrapper around a handler that stands for the app: an answer of that one carries the token, and with it come the
/// headers that the app's answer is to get.
class CsrfGate {
public:
    CsrfGate(std::shared_ptr<Database> database, const Named& given) {
        CsrfOptions options = csrf_options(given, std::move(database));
        production_ = options.production;
        check_ = csrf([](const http::Request& request) {
            return http::Response{.status = goes_on, .body = request.csrf ? request.csrf->value : ""};
        }, std::move(options));
    }

    nb::object ask(const Named& request) const {
        http::Response answer = answer_of(check_, to_request(request));
        return to_python(answer.status == goes_on ? answer : finish(std::move(answer), production_));
    }

private:
    Handler check_;
    bool production_ = false;
};

}  // namespace

void bind_csrf(nb::module_& module) {
    nb::class_<CsrfGate>(module, "CsrfGate")
        .def(nb::init<std::shared_ptr<Database>, const Named&>(), "database"_a.none(), "options"_a,
             nb::sig("def __init__(self, database: Database | None, options: dict[str, typing.Any]) -> None"))
        .def("ask", &CsrfGate::ask, "request"_a,
             "The answer of a refusal; or status 0, headers to add to the app's answer, and the token.");
}

}  // namespace ostiary::python
