#include "endpoints/captcha_verdict.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace ostiary {

CaptchaVerdict judge_captcha(std::string_view answer, std::string_view hostname) {
    boost::system::error_code error;
    const boost::json::value value = boost::json::parse({answer.data(), answer.size()}, error);
    if (error || !value.is_object()) return CaptchaVerdict::unreadable;
    const auto& object = value.get_object();
    const auto* success = object.if_contains("success");
    if (success == nullptr || !success->is_bool()) return CaptchaVerdict::unreadable;
    if (!success->get_bool()) return CaptchaVerdict::refused;
    if (hostname.empty()) return CaptchaVerdict::human;
    const auto* given = object.if_contains("hostname");
    const bool same = given != nullptr && given->is_string() && std::string_view{given->get_string()} == hostname;
    return same ? CaptchaVerdict::human : CaptchaVerdict::refused;
}

}  // namespace ostiary
