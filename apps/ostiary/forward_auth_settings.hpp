#pragma once

#include <span>

#include "setting.hpp"

namespace ostiary::program {

/// The part of the table that is about `/verify` and where a login leads back to.
[[nodiscard]] std::span<const Setting> forward_auth_settings();

}  // namespace ostiary::program
