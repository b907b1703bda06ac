#include "endpoints/login_refusals.hpp"

#include <utility>

#include "endpoints/answers.hpp"

namespace ostiary {

LoginRefusals::LoginRefusals(const LoginPage& page, AuditTrail& audit, std::shared_ptr<Clock> clock,
                             std::chrono::milliseconds refusal_time)
    : page_(page), audit_(audit), clock_(std::move(clock)), pace_(clock_, refusal_time) {}

http::Response LoginRefusals::answer(const http::Request& request, const LoginInput& input, const FormFailure& failed,
                                     const std::string& client_key) {
    // A flood of what costs its sender nothing must fill neither the disk nor the log.
    if (recorded_.is_first(failed.reason + " " + client_key, clock_->now())) record(request, input, failed);
    return show(request, input, failed);
}

http::Response LoginRefusals::answer_in_time(const http::Request& request, const LoginInput& input,
                                             const FormFailure& failed, Instant came) {
    record(request, input, failed);
    auto response = show(request, input, failed);
    pace_.wait(came);
    return response;
}

void LoginRefusals::record(const http::Request& request, const LoginInput& input, const FormFailure& failed) {
    const auto kind = failed.status == 429 ? AuditKind::login_throttled : AuditKind::login_failed;
    audit_.record({.kind = kind, .username = input.username, .detail = failed.reason}, client_of(request));
}

http::Response LoginRefusals::show(const http::Request& request, const LoginInput& input,
                                   const FormFailure& failed) const {
    auto response =
        input.wants_page
            ? page_.show(
                  request,
                  {.status = failed.status, .error_html = failed.html, .username = input.username, .next = input.next})
            : failure(request, failed.status, failed.text);
    add_retry_after(response, failed.retry_after);
    return response;
}

}  // namespace ostiary
