#pragma once

#include <span>

#include "setting.hpp"

namespace ostiary::program {

/// What opens pages to people who want an account, or another password.
[[nodiscard]] std::span<const Setting> account_settings();

}  // namespace ostiary::program
