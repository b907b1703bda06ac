#include "log_queue.hpp"

#include <nanobind/stl/string.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <utility>

#include <ostiary/ports/log.hpp>

namespace ostiary::python {
namespace {

namespace nb = nanobind;

/// Where nobody reads, the oldest lines go.
constexpr std::size_t most_lines = 10'000;

struct Queue {
    std::mutex mutex;
    std::condition_variable arrived;
    std::deque<LogRecord> lines;
    bool closed = false;
};

/// Never destroyed, as what logs may outlive a module.
Queue* queue = new Queue;

void put(const LogRecord& record) {
    const std::scoped_lock lock{queue->mutex};
    if (queue->lines.size() >= most_lines) queue->lines.pop_front();
    queue->lines.push_back(record);
    queue->arrived.notify_one();
}

int python_level(LogLevel level) {
    switch (level) {
        case LogLevel::debug:
            return 10;
        case LogLevel::info:
            return 20;
        case LogLevel::warning:
            return 30;
        default:
            return 40;
    }
}

nb::tuple to_python(const LogRecord& record) {
    nb::dict fields;
    for (const auto& [name, value] : record.fields) fields[name.c_str()] = value;
    return nb::make_tuple(python_level(record.level), record.event, fields);
}

/// The next line as `(level, event, fields)`; none once the queue is closed and empty.
nb::object next() {
    std::deque<LogRecord> taken;
    {
        const nb::gil_scoped_release unlocked;
        std::unique_lock lock{queue->mutex};
        queue->arrived.wait(lock, [] { return queue->closed || !queue->lines.empty(); });
        if (queue->lines.empty()) return nb::object{};
        taken.push_back(std::move(queue->lines.front()));
        queue->lines.pop_front();
    }
    return to_python(taken.front());
}

}  // namespace

void bind_log(nb::module_& module) {
    set_log_sink(put);
    module.def("next_log", [] {
        nb::object line = next();
        return line.is_valid() ? line : nb::none();
    }, nb::sig("def next_log() -> tuple[int, str, dict[str, str]] | None"));
    module.def("close_log", [] {
        const std::scoped_lock lock{queue->mutex};
        queue->closed = true;
        queue->arrived.notify_all();
    });
    module.def("reset_log", [] { queue = new Queue; });
}

}  // namespace ostiary::python
