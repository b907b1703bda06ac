#include "completions.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

#include "exceptions.hpp"

namespace ostiary::python {

Completions::Completions() : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
}

Completions::~Completions() {
    ::close(descriptor_);
}

void Completions::push(PyRef future, Result result) {
    bool first = false;
    {
        const std::scoped_lock lock{mutex_};
        first = entries_.empty();
        entries_.push_back({std::move(future), std::move(result)});
    }
    // One wake-up is enough for all that come before the loop looks.
    const std::uint64_t one = 1;
    if (first) static_cast<void>(::write(descriptor_, &one, sizeof one));
}

void Completions::drain() {
    std::uint64_t count = 0;
    static_cast<void>(::read(descriptor_, &count, sizeof count));
    std::vector<Entry> taken;
    {
        const std::scoped_lock lock{mutex_};
        taken.swap(entries_);
    }
    for (const Entry& entry : taken) {
        try {
            resolve(entry);
        } catch (nb::python_error& error) {
            // One future's fault is not the others'.
            error.discard_as_unraisable("an answer of Ostiary");
        }
    }
}

void Completions::resolve(const Entry& entry) {
    const nb::object& future = entry.future.get();
    // Who asked may have gone away.
    if (nb::cast<bool>(future.attr("done")())) return;
    nb::object value;
    try {
        value = entry.result();
    } catch (...) {
        future.attr("set_exception")(to_python(std::current_exception()));
        return;
    }
    future.attr("set_result")(value);
}

}  // namespace ostiary::python
