#include "program_log.hpp"

#include <chrono>
#include <memory>
#include <utility>

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include "printable_text.hpp"

namespace ostiary::program {
namespace {

spdlog::level::level_enum to_spdlog(LogLevel level) {
    switch (level) {
        case LogLevel::debug:
            return spdlog::level::debug;
        case LogLevel::info:
            return spdlog::level::info;
        case LogLevel::warning:
            return spdlog::level::warn;
        case LogLevel::error:
            return spdlog::level::err;
    }
    return spdlog::level::err;
}

std::string_view name_of(LogLevel level) {
    switch (level) {
        case LogLevel::debug:
            return "debug  ";
        case LogLevel::info:
            return "info   ";
        case LogLevel::warning:
            return "warning";
        case LogLevel::error:
            return "error  ";
    }
    return "error  ";
}

/// Writes what it is given: the lines are whole, with a time of their own.
std::shared_ptr<spdlog::logger> make_logger(LogLevel least) {
    auto logger = std::make_shared<spdlog::logger>("ostiary", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    logger->set_pattern("%v");
    logger->set_level(to_spdlog(least));
    logger->flush_on(spdlog::level::trace);
    return logger;
}

std::string quoted(std::string_view value) {
    std::string text = printable(value);
    const bool plain = !text.empty() && text.find_first_of(" =\"\\") == std::string::npos;
    if (plain) return text;
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

}  // namespace

std::string to_line(const LogRecord& record) {
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    std::string line = to_iso_text(now) + " " + std::string{name_of(record.level)} + " " + printable(record.event);
    for (const auto& [name, value] : record.fields) line += " " + printable(name) + "=" + quoted(value);
    return line;
}

LogLevel level_named(const std::string& name) {
    if (name == "debug") return LogLevel::debug;
    if (name == "info") return LogLevel::info;
    return name == "warning" ? LogLevel::warning : LogLevel::error;
}

void start_log(const Settings& settings, std::function<void(const LogRecord&)> observe) {
    const bool json = settings.log_format == "json";
    set_log_sink([logger = make_logger(level_named(settings.log_level)), json,
                  observe = std::move(observe)](const LogRecord& record) {
        observe(record);
        const auto level = to_spdlog(record.level);
        if (logger->should_log(level))
            logger->log(level, spdlog::string_view_t{json ? to_json(record) : to_line(record)});
    });
}

void start_quiet_log() {
    set_log_sink([logger = make_logger(LogLevel::warning)](const LogRecord& record) {
        const auto level = to_spdlog(record.level);
        if (logger->should_log(level)) logger->log(level, spdlog::string_view_t{to_line(record)});
    });
}

}  // namespace ostiary::program
