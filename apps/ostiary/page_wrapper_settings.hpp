#pragma once

#include <span>

#include "setting.hpp"

namespace ostiary::program {

/// The group of what stands around the pages.
[[nodiscard]] std::span<const Setting> page_wrapper_settings();

}  // namespace ostiary::program
