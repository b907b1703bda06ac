#include "adapters/plain_answers.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <exception>
#include <string>
#include <utility>

#include <ostiary/ports/log.hpp>
#include <ostiary/values/errors.hpp>

#include "values/status.hpp"

namespace ostiary {
namespace {

http::Response busy(std::string retry_after) {
    http::Response response = plain_answer(503);
    response.headers.add("Retry-After", std::move(retry_after));
    return response;
}

void log_failure(const http::Request& request, LogLevel level, std::string reason) {
    log({.level = level,
         .event = "handler_failed",
         .fields = {{"method", request.method}, {"path", request.path}, {"reason", std::move(reason)}}});
}

/// A flood of logins must not fill the log with its own refusals: one line a second stands for all.
bool is_first_this_second() noexcept {
    static std::atomic<std::int64_t> last{-1};
    const auto elapsed = std::chrono::steady_clock::now().time_since_epoch();
    const std::int64_t now = std::chrono::floor<std::chrono::seconds>(elapsed).count();
    return last.exchange(now) != now;
}

}  // namespace

http::Response plain_answer(int status) {
    http::Response response = http::text(std::string{reason_phrase(status)}, status);
    response.headers.add("Cache-Control", "no-store");
    return response;
}

http::Response slash_redirect(std::string location) {
    http::Response response = http::redirect(std::move(location), 307);
    response.headers.add("Cache-Control", "no-store");
    return response;
}

http::Response answer_of(const Handler& handler, const http::Request& request) noexcept {
    try {
        return handler(request);
    } catch (const HashingBusy& busy_error) {
        if (is_first_this_second()) log_failure(request, LogLevel::warning, busy_error.what());
        return busy("1");
    } catch (const StoreError& fault) {
        log_failure(request, LogLevel::error, fault.what());
        return busy("5");
    } catch (const std::exception& fault) {
        log_failure(request, LogLevel::error, fault.what());
    } catch (...) {
        log_failure(request, LogLevel::error, "not a std::exception");
    }
    return plain_answer(500);
}

}  // namespace ostiary
