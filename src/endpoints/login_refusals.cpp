#include "endpoints/login_refusals.hpp"

#include <utility>

#include "endpoints/answers.hpp"

namespace ostiary {
namespace {

/// So many of a host's threads may do nothing but wait.
constexpr std::size_t most_waiting = 24;

}  // namespace

LoginRefusals::LoginRefusals(const LoginPage& page, AuditTrail& audit, std::shared_ptr<Clock> clock,
                             std::chrono::milliseconds refusal_time)
    : page_(page), audit_(audit), clock_(std::move(clock)), pace_(refusal_time), waiting_(most_waiting) {}

http::Response LoginRefusals::answer(const http::Request& request, const LoginInput& input, const LoginFailure& failed,
                                     const std::string& client_key) {
    // A flood of what costs its sender nothing must fill neither the disk nor the log.
    if (recorded_.is_first(failed.reason + " " + client_key, clock_->now())) record(request, input, failed);
    return show(request, input, failed);
}

http::Response LoginRefusals::answer_in_time(const http::Request& request, const LoginInput& input,
                                             const LoginFailure& failed, Instant came) {
    record(request, input, failed);
    auto response = show(request, input, failed);
    const LoginGate::Place place{waiting_};
    clock_->wait_until(pace_.release(came, clock_->now()));
    return response;
}

void LoginRefusals::record(const http::Request& request, const LoginInput& input, const LoginFailure& failed) {
    const auto kind = failed.status == 429 ? AuditKind::login_throttled : AuditKind::login_failed;
    audit_.record({.kind = kind, .username = input.username, .detail = failed.reason}, client_of(request));
}

http::Response LoginRefusals::show(const http::Request& request, const LoginInput& input,
                                   const LoginFailure& failed) const {
    auto response =
        input.wants_page
            ? page_.show(
                  request,
                  {.status = failed.status, .error_html = failed.html, .username = input.username, .next = input.next})
            : failure(request, failed.status, failed.text);
    if (failed.retry_after) {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(*failed.retry_after);
        response.headers.add("Retry-After", std::to_string(seconds.count()));
    }
    return response;
}

}  // namespace ostiary
