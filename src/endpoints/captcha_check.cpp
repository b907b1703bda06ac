#include "endpoints/captcha_check.hpp"

#include <exception>
#include <utility>

#include <ostiary/ports/log.hpp>
#include <ostiary/values/errors.hpp>

namespace ostiary {

CaptchaCheck::CaptchaCheck(std::optional<Captcha> captcha) : captcha_(std::move(captcha)) {
    if (captcha_ && (!captcha_->validator || captcha_->token_field.empty())) {
        throw ConfigError("captcha needs a token_field and a validator");
    }
}

std::optional<std::string> CaptchaCheck::token_field() const {
    return captcha_ ? std::optional{captcha_->token_field} : std::nullopt;
}

std::optional<LoginGate::Place> CaptchaCheck::enter() {
    if (!captcha_) return std::nullopt;
    return std::optional<LoginGate::Place>{std::in_place, gate_};
}

std::optional<std::string> CaptchaCheck::refusal(const http::Request& request, std::string_view token) const {
    if (!captcha_) return std::nullopt;
    try {
        return captcha_->validator(request, token);
    } catch (const std::exception& error) {
        log({LogLevel::error, "captcha_failed", {{"reason", error.what()}}});
        return "The captcha could not be checked. Please try again.";
    }
}

}  // namespace ostiary
