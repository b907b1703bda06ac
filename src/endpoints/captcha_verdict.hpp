#pragma once

#include <string>
#include <string_view>

namespace ostiary {

enum class CaptchaVerdict { human, refused, unreadable };

/// Reads a provider's answer. Human only where `success` is the JSON value true, and `hostname`, where one is wanted,
/// is that very text.
[[nodiscard]] CaptchaVerdict judge_captcha(std::string_view answer, std::string_view hostname);

}  // namespace ostiary
