#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <ostiary/ports/captcha.hpp>

#include "auth/login_gate.hpp"

namespace ostiary {

/// Asks a form's captcha, where it has one, about an answer. Never fails open. Thread-safe.
class CaptchaCheck {
public:
    /// Throws `ConfigError` for a captcha without a field or a validator.
    explicit CaptchaCheck(std::optional<Captcha> captcha);

    /// The form's field for the answer, where there is a captcha.
    [[nodiscard]] std::optional<std::string> token_field() const;
    /// A place among those who may ask at once, where there is anything to ask. Throws `HashingBusy` where all are
    /// taken; hold it from before anything is charged, so that a busy provider costs no try.
    [[nodiscard]] std::optional<LoginGate::Place> enter();
    /// What to tell the user; nothing where the answer is right.
    [[nodiscard]] std::optional<std::string> refusal(const http::Request& request, std::string_view token) const;

private:
    /// A provider that is slow must not hold more of the host's threads than this.
    static constexpr std::size_t at_once_ = 8;

    std::optional<Captcha> captcha_;
    LoginGate gate_{at_once_};
};

}  // namespace ostiary
