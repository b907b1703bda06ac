#include "limit_gate.hpp"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <ostiary/auth/rate_limits.hpp>
#include <ostiary/endpoints/rate_limit.hpp>
#include <ostiary/values/errors.hpp>

#include "adapters/plain_answers.hpp"
#include "auth/client.hpp"
#include "completions.hpp"
#include "endpoints/answers.hpp"
#include "messages.hpp"
#include "options.hpp"
#include "py_bytes.hpp"
#include "read_option.hpp"
#include "runtime.hpp"

namespace ostiary::python {
namespace {

using nb::literals::operator""_a;

/// What is no HTTP status: the request goes on to the app.
constexpr int passes = 0;
/// Beyond it the database is so slow that their clients will have gone before their turn comes.
constexpr std::size_t most_waiting = 1024;

/// ASGI's headers.
using PairList = nb::typed<nb::list, nb::typed<nb::tuple, nb::bytes, nb::bytes>>;

template <typename Options>
Options limit_options(const Named& given) {
    Options options;
    read(given, "limit", options.limit);
    read_duration(given, "timespan", options.timespan);
    read_duration(given, "block_duration", options.block_duration);
    return options;
}

std::shared_ptr<RateLimiter> limit_in_memory(const Named& given) {
    auto options = limit_options<InMemoryLimitOptions>(given);
    read(given, "max_clients", options.max_clients);
    return in_memory_limit(options);
}

std::shared_ptr<RateLimiter> limit_in_database(const std::shared_ptr<Database>& database, const Named& given) {
    auto options = limit_options<DatabaseLimitOptions>(given);
    read(given, "name", options.name);
    const nb::gil_scoped_release unlocked;
    return database_limit(database, options);
}

/// None where the request is let through, else the seconds to wait.
std::optional<std::int64_t> hit(RateLimiter& limiter, const std::string& identifier) {
    const nb::gil_scoped_release unlocked;
    const auto verdict = limiter.hit(client_network(identifier, RateLimitOptions{}.ipv6_prefix), system_clock()->now());
    if (verdict.allowed) return std::nullopt;
    return std::chrono::ceil<std::chrono::seconds>(verdict.retry_after).count();
}

/// The core's answer to a client; of its headers only the one that says how it wants to be told.
http::Request request_of(const std::string& client, const nb::handle& headers) {
    http::Request request;
    request.client = client;
    for (const nb::handle pair : headers) {
        if (nb::len_hint(pair[0]) != 6) continue;
        if (bytes_of(pair[0]) == "accept") request.headers.add("Accept", bytes_of(pair[1]));
    }
    return request;
}

/// The wrapper around a handler that stands for the app; with its answer come the headers that the app's is to get.
class LimitGate {
public:
    LimitGate(std::shared_ptr<RateLimiter> limiter, const Named& given) : gate_(std::make_shared<Gate>()) {
        RateLimitOptions options;
        options.provider = std::move(limiter);
        read(given, "ipv6_prefix", options.ipv6_prefix);
        read(given, "production", options.production);
        gate_->production = options.production;
        gate_->limit = rate_limit([](const http::Request&) { return http::Response{.status = passes}; }, options);
    }

    /// For a limiter in memory.
    nb::object ask(const std::string& client, const PairList& headers) const {
        return to_python(gate_->answer(request_of(client, headers)));
    }

    /// For one that may block: resolves `future` with what `ask` would give.
    void start(std::shared_ptr<Completions> completions, nb::object future, const std::string& client,
               const PairList& headers) const {
        auto job = std::make_shared<Job>(gate_, request_of(client, headers), std::move(completions));
        job->future = PyRef{std::move(future)};
        runtime::submit_limit([job] {
            auto response = std::make_shared<http::Response>(job->gate->answer(job->request));
            job->completions->push({std::move(job->future), [response] { return to_python(*response); }});
        });
    }

private:
    struct Gate {
        Handler limit;
        bool production = false;
        std::atomic<std::size_t> waiting = 0;

        http::Response answer(const http::Request& request) const {
            http::Response answer = answer_of(limit, request);
            return answer.status == passes ? answer : finish(std::move(answer), production);
        }
    };

    struct Job {
        Job(std::shared_ptr<Gate> asked, http::Request from, std::shared_ptr<Completions> to)
            : gate(std::move(asked)), request(std::move(from)), completions(std::move(to)) {
            if (gate->waiting.fetch_add(1) < most_waiting) return;
            gate->waiting.fetch_sub(1);
            throw HashingBusy("too many requests wait for their limit");
        }
        Job(const Job&) = delete;
        Job& operator=(const Job&) = delete;
        ~Job() { gate->waiting.fetch_sub(1); }

        std::shared_ptr<Gate> gate;
        http::Request request;
        std::shared_ptr<Completions> completions;
        PyRef future;
    };

    std::shared_ptr<Gate> gate_;
};

}  // namespace

void bind_limits(nb::module_& module) {
    nb::class_<RateLimiter>(module, "RateLimiter").def("hit", &hit, "identifier"_a);
    module.def("in_memory_limit", &limit_in_memory, "options"_a);
    module.def("database_limit", &limit_in_database, "database"_a, "options"_a);
    module.def("client_network", &client_network, "address"_a, "ipv6_prefix"_a);
    nb::class_<LimitGate>(module, "LimitGate")
        .def(nb::init<std::shared_ptr<RateLimiter>, const Named&>(), "limiter"_a, "options"_a)
        .def("ask", &LimitGate::ask, "client"_a, "headers"_a,
             "The answer of a refusal; or status 0, and headers to add to the app's answer.")
        .def("start", &LimitGate::start, "completions"_a, "future"_a, "client"_a, "headers"_a);
}

}  // namespace ostiary::python
