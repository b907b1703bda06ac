#pragma once

#include "settings.hpp"

namespace ostiary::program {

/// `ostiary serve`: until SIGTERM or SIGINT. Throws `ConfigError`, `StoreError`.
int serve(const Settings& given);

}  // namespace ostiary::program
