#include "endpoint.hpp"

#include <nanobind/stl/shared_ptr.h>

#include <memory>
#include <utility>

#include <ostiary/values/handler.hpp>

#include "adapters/plain_answers.hpp"
#include "call.hpp"
#include "completions.hpp"
#include "endpoints/answers.hpp"
#include "messages.hpp"
#include "options.hpp"
#include "runtime.hpp"

namespace ostiary::python {
namespace {

using nb::literals::operator""_a;

/// A handler with a thread to run it on.
class Endpoint {
public:
    template <typename Options>
    Endpoint(Handler (*make)(std::shared_ptr<Database>, Options), const std::shared_ptr<Database>& database,
             Options options) {
        const bool production = options.production;
        handler_ = [handler = make(database, std::move(options)), production](const http::Request& request) {
            // A fault's answer, too, has the security headers.
            return finish(answer_of(handler, request), production);
        };
    }

    /// Resolves `future` with the answer; `call` is asked for what the core needs of the app meanwhile.
    void start(std::shared_ptr<Completions> completions, nb::object future, nb::object call,
               const Named& request) const {
        auto job = std::make_shared<Job>();
        job->handler = handler_;
        job->request = to_request(request);
        job->completions = std::move(completions);
        job->future = PyRef{std::move(future)};
        job->call = PyRef{std::move(call)};
        runtime::submit([job] { run(*job); });
    }

private:
    struct Job {
        runtime::Place place;
        Handler handler;
        http::Request request;
        std::shared_ptr<Completions> completions;
        PyRef future;
        PyRef call;
    };

    static void run(Job& job) {
        auto response = std::make_shared<http::Response>();
        {
            const CallScope scope{job.call};
            *response = job.handler(job.request);
        }
        // The call goes back with the answer, to be let go of by the loop's own thread.
        auto call = std::make_shared<PyRef>(std::move(job.call));
        job.completions->push({std::move(job.future), [response, call] { return to_python(*response); }});
    }

    Handler handler_;
};

}  // namespace

void bind_endpoints(nb::module_& module) {
    nb::class_<Endpoint>(module, "Endpoint")
        .def("start", &Endpoint::start, "completions"_a, "future"_a, "call"_a, "request"_a);
    module.def("login", [](const std::shared_ptr<Database>& database, const Named& options) {
        return Endpoint{session_login, database, login_options(options)};
    }, "database"_a, "options"_a);
    module.def("logout", [](const std::shared_ptr<Database>& database, const Named& options) {
        return Endpoint{session_logout, database, logout_options(options)};
    }, "database"_a, "options"_a);
    module.def("register_user", [](const std::shared_ptr<Database>& database, const Named& options) {
        return Endpoint{register_user, database, register_options(options)};
    }, "database"_a, "options"_a);
    module.def("change_password", [](const std::shared_ptr<Database>& database, const Named& options) {
        return Endpoint{change_password, database, change_password_options(options)};
    }, "database"_a, "options"_a);
}

}  // namespace ostiary::python
