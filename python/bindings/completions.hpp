#pragma once

#include <functional>
#include <mutex>
#include <vector>

#include "py_ref.hpp"

namespace ostiary::python {

/// Answers on their way from worker threads to one event loop. A worker needs no interpreter lock to hand one over,
/// which a busy loop would keep from it for milliseconds: it writes to a descriptor that the loop watches.
class Completions {
public:
    /// Makes the future's result; run on the loop's thread, and may throw.
    using Result = std::function<nb::object()>;

    Completions();
    ~Completions();
    Completions(const Completions&) = delete;
    Completions& operator=(const Completions&) = delete;

    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
    struct Answer {
        PyRef future;
        Result result;
    };

    /// From any thread.
    void push(Answer answer);
    void push(std::vector<Answer> answers);
    /// On the loop's thread, with the interpreter lock: resolves the futures whose results are there.
    void drain();

private:
    void wake() const noexcept;
    static void resolve(const Answer& answer);

    int descriptor_;
    std::mutex mutex_;
    std::vector<Answer> answers_;
};

void bind_completions(nb::module_& module);

}  // namespace ostiary::python
