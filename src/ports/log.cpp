#include <ostiary/ports/log.hpp>

#include <array>
#include <cstdio>
#include <memory>
#include <mutex>

#include <ostiary/ports/clock.hpp>

#include "ports/json_text.hpp"
#include "values/timestamp.hpp"

namespace ostiary {
namespace {

void write_to_stderr(const LogRecord& record) {
    const std::string line = to_json(record) + "\n";
    // One call, so that the lines of two threads don't mix.
    std::fwrite(line.data(), 1, line.size(), stderr);
}

class Log {
public:
    void set(LogSink sink) {
        auto replacement = std::make_shared<const LogSink>(std::move(sink));
        const std::scoped_lock lock{mutex_};
        sink_.swap(replacement);
    }

    /// A copy, so that no lock is held while a sink works, and a replaced sink lives until its last call returns.
    std::shared_ptr<const LogSink> sink() {
        const std::scoped_lock lock{mutex_};
        return sink_;
    }

private:
    std::mutex mutex_;
    std::shared_ptr<const LogSink> sink_ = std::make_shared<const LogSink>(write_to_stderr);
};

/// Never destroyed: threads and destructors may log until the very end of the process.
Log& process_log() {
    static auto* const log = new Log;  // NOLINT(cppcoreguidelines-owning-memory): see above
    return *log;
}

std::string_view name(LogLevel level) {
    constexpr std::array<std::string_view, 4> names{"debug", "info", "warning", "error"};
    return names.at(static_cast<std::size_t>(level));
}

}  // namespace

void set_log_sink(LogSink sink) {
    process_log().set(std::move(sink));
}

void log(LogRecord record) {
    const auto sink = process_log().sink();
    if (!*sink) return;
    try {
        (*sink)(record);
    } catch (...) {  // NOLINT(bugprone-empty-catch): a full disk under the log must not turn a login into an error
    }
}

std::string to_json(const LogRecord& record) {
    std::string line = R"({"time":")" + to_iso(system_clock()->now()) + R"(","level":")";
    line.append(name(record.level)) += '"';
    const auto add = [&line](std::string_view key, std::string_view value) {
        line += ',';
        append_json_text(line, key);
        line += ':';
        append_json_text(line, value);
    };
    add("event", record.event);
    for (const auto& [key, value] : record.fields) add(key, value);
    return line += '}';
}

}  // namespace ostiary
