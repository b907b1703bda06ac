#include "guard.hpp"

#include <nanobind/stl/shared_ptr.h>

#include <algorithm>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "completions.hpp"
#include "endpoints/session_check.hpp"
#include "options.hpp"
#include "py_bytes.hpp"
#include "rows.hpp"
#include "runtime.hpp"

namespace ostiary::python {
namespace {

using nb::literals::operator""_a;

struct GuardedDatabase {
    std::shared_ptr<Database> database;
    SessionCheck check;
};

/// What a request is let in with: the user's row, or none where nobody is known, or the text of the refusal.
struct Check {
    std::shared_ptr<GuardedDatabase> guard;
    PyRef future;
    http::Request request{};
    std::optional<SessionRefusal> refusal{};
    std::exception_ptr fault{};

    void run() noexcept {
        try {
            refusal = guard->check.identify(request);
        } catch (...) {
            fault = std::current_exception();
        }
    }

    nb::object result() const {
        if (fault) std::rethrow_exception(fault);
        if (refusal) return nb::str(refusal->message);
        return request.user ? user_row(*request.user) : nb::none();
    }
};

/// The checks that one turn of an event loop asks for. They go to a thread together, and their answers come back
/// together: two switches of threads cost more than a check.
class CheckBatch {
public:
    explicit CheckBatch(std::shared_ptr<Completions> completions) : completions_(std::move(completions)) {}

    /// On the loop's thread. True for the first of a turn: `submit` is then to be called at its end.
    bool add(Check check) {
        waiting_->push_back(std::move(check));
        return waiting_->size() == 1;
    }

    void submit() {
        const auto checks = std::exchange(waiting_, std::make_shared<Checks>());
        // What blocks one check must not hold up a thousand, and other processors may help.
        for (std::size_t begin = 0; begin < checks->size(); begin += most_together) {
            const std::size_t end = std::min(begin + most_together, checks->size());
            runtime::submit_check([=, completions = completions_] { run(checks, begin, end, *completions); });
        }
    }

private:
    using Checks = std::vector<Check>;
    static constexpr std::size_t most_together = 32;

    /// Nearly always all are one guard's, or read from one database.
    static void run(const std::shared_ptr<Checks>& all, std::size_t begin, std::size_t end, Completions& completions) {
        const std::span checks = std::span{*all}.subspan(begin, end - begin);
        try {
            checks.front().guard->database->read_together([&] {
                for (Check& check : checks) check.run();
            });
        } catch (...) {
            for (Check& check : checks) check.fault = std::current_exception();
        }
        std::vector<Completions::Answer> answers;
        for (Check& check : checks)
            answers.push_back({std::move(check.future), [all, &check] { return check.result(); }});
        completions.push(std::move(answers));
    }

    std::shared_ptr<Completions> completions_;
    std::shared_ptr<Checks> waiting_ = std::make_shared<Checks>();
};

class Guard {
public:
    Guard(const std::shared_ptr<Database>& database, const Named& options)
        : guard_(std::make_shared<GuardedDatabase>(database, SessionCheck{database, guard_options(options)})) {}

    bool start(CheckBatch& batch, nb::object future, const nb::bytes& target,
               const nb::typed<nb::list, nb::bytes>& cookies) const {
        Check check{.guard = guard_, .future = PyRef{std::move(future)}};
        check.request.path = http::normalise_path({target.c_str(), target.size()}).value_or("");
        for (const nb::handle cookie : cookies) check.request.headers.add("Cookie", bytes_of(cookie));
        return batch.add(std::move(check));
    }

private:
    std::shared_ptr<GuardedDatabase> guard_;
};

}  // namespace

void bind_guard(nb::module_& module) {
    nb::class_<CheckBatch>(module, "CheckBatch")
        .def(nb::init<std::shared_ptr<Completions>>(), "completions"_a)
        .def("submit", &CheckBatch::submit);
    nb::class_<Guard>(module, "Guard")
        .def(nb::init<const std::shared_ptr<Database>&, const Named&>(), "database"_a, "options"_a)
        .def("start", &Guard::start, "batch"_a, "future"_a, "target"_a, "cookies"_a,
             "True for the first check of a turn: `batch.submit` is then to be called at the turn's end.");
}

}  // namespace ostiary::python
