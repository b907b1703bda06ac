#include "service_addresses.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <mutex>
#include <string_view>

#include <ostiary/ports/clock.hpp>

#include "readiness.hpp"

namespace ostiary::program {
namespace {

http::Response uncached(http::Response response) {
    response.headers.set("Cache-Control", "no-store");
    return response;
}

http::Response not_found() {
    return uncached(http::text("Not found", 404));
}

/// Answers GET and HEAD for the address itself, and nothing below it.
template <class Answer>
Handler read_only(Answer answer) {
    return [answer = std::move(answer)](const http::Request& request) {
        if (request.subpath().size() > 1) return not_found();
        if (request.is_read()) return uncached(answer());
        auto refused = http::text("Method not allowed", 405);
        refused.headers.add("Allow", "GET, HEAD");
        return uncached(std::move(refused));
    };
}

bool is_loopback(std::string_view peer) {
    return peer.starts_with("127.") || peer == "::1";
}

bool came_through_a_proxy(const http::Request& request) {
    constexpr std::array<std::string_view, 4> signs{"Forwarded", "Via", "X-Real-IP", "CF-Connecting-IP"};
    return std::ranges::any_of(request.headers, [&](const http::Headers::Field& field) {
        constexpr std::string_view prefix = "X-Forwarded-";
        return http::same_name(std::string_view{field.first}.substr(0, prefix.size()), prefix) ||
               std::ranges::any_of(signs, [&](std::string_view sign) { return http::same_name(field.first, sign); });
    });
}

/// Counting goes through the whole table, so the number is kept for a while.
class SessionCount {
public:
    explicit SessionCount(std::shared_ptr<SessionStore> sessions) : sessions_(std::move(sessions)) {}

    [[nodiscard]] std::size_t get() {
        const std::scoped_lock lock{mutex_};
        const auto now = std::chrono::steady_clock::now();
        if (!counted_ || now - counted_at_ > std::chrono::seconds(10)) {
            count_ = sessions_->count(system_clock()->now());
            counted_at_ = now;
            counted_ = true;
        }
        return count_;
    }

private:
    std::shared_ptr<SessionStore> sessions_;
    std::mutex mutex_;
    bool counted_ = false;
    std::chrono::steady_clock::time_point counted_at_{};
    std::size_t count_ = 0;
};

}  // namespace

Handler health() {
    return read_only([] { return http::text("ok"); });
}

Handler readiness(std::shared_ptr<Database> database) {
    return read_only([state = std::make_shared<Readiness>(std::move(database))] {
        return state->is_ready() ? http::text("ready") : http::text("The database can't be used right now.", 503);
    });
}

Handler metrics_page(std::shared_ptr<const Metrics> metrics, const std::shared_ptr<Database>& database,
                     const Settings& settings, std::shared_ptr<PasswordHasher> hasher) {
    auto sessions = std::make_shared<SessionCount>(database->sessions(settings.session_table, settings.auth_table));
    return read_only([metrics = std::move(metrics), sessions, hasher = std::move(hasher)] {
        auto answer = http::text(metrics->render(
            {.hashing = hasher->load(), .sessions = sessions->get(), .resident_bytes = resident_bytes()}));
        answer.headers.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        return answer;
    });
}

Handler for_this_machine(Handler next) {
    return [next = std::move(next)](const http::Request& request) {
        return is_loopback(request.peer) && !came_through_a_proxy(request) ? next(request) : not_found();
    };
}

Handler nothing() {
    return [](const http::Request&) { return not_found(); };
}

}  // namespace ostiary::program
