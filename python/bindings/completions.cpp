#include "completions.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <iterator>
#include <system_error>

#include <utility>

#include "exceptions.hpp"

namespace ostiary::python {

Completions::Completions() : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
}

Completions::~Completions() {
    ::close(descriptor_);
}

void Completions::push(Answer answer) {
    std::vector<Answer> answers;
    answers.push_back(std::move(answer));
    push(std::move(answers));
}

void Completions::push(std::vector<Answer> answers) {
    bool first = false;
    {
        const std::scoped_lock lock{mutex_};
        first = answers_.empty();
        if (first) {
            answers_ = std::move(answers);
        } else {
            std::ranges::move(answers, std::back_inserter(answers_));
        }
    }
    // One wake-up is enough for all that come before the loop looks.
    if (first) wake();
}

void Completions::wake() const noexcept {
    const std::uint64_t one = 1;
    static_cast<void>(::write(descriptor_, &one, sizeof one));
}

void Completions::drain() {
    std::uint64_t count = 0;
    static_cast<void>(::read(descriptor_, &count, sizeof count));
    std::vector<Answer> taken;
    {
        const std::scoped_lock lock{mutex_};
        taken.swap(answers_);
    }
    for (const Answer& answer : taken) {
        try {
            resolve(answer);
        } catch (nb::python_error& error) {
            // One future's fault is not the others'.
            error.discard_as_unraisable("an answer of Ostiary");
        }
    }
}

void Completions::resolve(const Answer& answer) {
    const nb::object& future = answer.future.get();
    // Who asked may have gone away.
    if (nb::cast<bool>(future.attr("done")())) return;
    nb::object value;
    try {
        value = answer.result();
    } catch (...) {
        future.attr("set_exception")(to_python(std::current_exception()));
        return;
    }
    future.attr("set_result")(value);
}

void bind_completions(nb::module_& module) {
    nb::class_<Completions>(module, "Completions")
        .def(nb::init<>())
        .def_prop_ro("descriptor", &Completions::descriptor)
        .def("drain", &Completions::drain);
}

}  // namespace ostiary::python
