#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ostiary {

enum class LogLevel { debug, info, warning, error };

/// One event: a fixed name and named values. No value is ever a password, a token or a hash.
struct LogRecord {
    LogLevel level = LogLevel::info;
    std::string event{};
    std::vector<std::pair<std::string, std::string>> fields{};
};

using LogSink = std::function<void(const LogRecord&)>;

/// Where the library's log lines go, for the whole process. The default writes one JSON object a line to standard
/// error. A sink may be called by many threads at once. An empty sink silences the log.
void set_log_sink(LogSink sink);
void log(LogRecord record);

/// The record as one line of JSON with a UTC time; control characters are escaped, so one event is one line.
[[nodiscard]] std::string to_json(const LogRecord& record);

}  // namespace ostiary
