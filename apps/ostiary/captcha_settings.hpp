#pragma once

#include <span>

#include "setting.hpp"

namespace ostiary::program {

/// The group of the captcha at login.
[[nodiscard]] std::span<const Setting> captcha_settings();

}  // namespace ostiary::program
