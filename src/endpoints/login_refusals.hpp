#pragma once

#include <memory>
#include <string>

#include <ostiary/endpoints/session_login.hpp>

#include "auth/answer_pace.hpp"
#include "auth/audit_trail.hpp"
#include "auth/recent_keys.hpp"
#include "endpoints/form_failure.hpp"
#include "endpoints/login_input.hpp"
#include "endpoints/login_page.hpp"

namespace ostiary {

/// How a login is refused: recorded, shown as the client wants it, and, where credentials were looked at, not before
/// its time. Thread-safe.
class LoginRefusals {
public:
    LoginRefusals(const LoginPage& page, AuditTrail& audit, std::shared_ptr<Clock> clock,
                  std::chrono::milliseconds refusal_time);

    /// `client_key` stands for the client: a refusal that no account's budget bounds is recorded once a minute for
    /// each.
    [[nodiscard]] http::Response answer(const http::Request& request, const LoginInput& input,
                                        const FormFailure& failed, const std::string& client_key);

    /// The same at the pace of `AnswerPace`, for what came at `came`. Throws `HashingBusy` where too many wait
    /// already: an answer out of time would tell more than none.
    [[nodiscard]] http::Response answer_in_time(const http::Request& request, const LoginInput& input,
                                                const FormFailure& failed, Instant came);

private:
    void record(const http::Request& request, const LoginInput& input, const FormFailure& failed);
    [[nodiscard]] http::Response show(const http::Request& request, const LoginInput& input,
                                      const FormFailure& failed) const;

    const LoginPage& page_;
    AuditTrail& audit_;
    std::shared_ptr<Clock> clock_;
    RecentKeys recorded_;
    AnswerPace pace_;
};

}  // namespace ostiary
