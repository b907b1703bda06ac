#pragma once

#include <string>
#include <string_view>

#include <ostiary/values/secret.hpp>

namespace ostiary::program {

/// The one line of that file, without its end. Throws `ConfigError` that names `setting`, never what the file says.
[[nodiscard]] Secret read_secret_file(const std::string& path, std::string_view setting);

}  // namespace ostiary::program
