#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <ostiary/auth/access_rule.hpp>

#include "toml_file.hpp"

namespace ostiary::program {

/// The rules that the file's `[[rules]]` tables spell out, in their order. Throws `ConfigError` that names a rule by
/// its number, and the key.
[[nodiscard]] std::vector<AccessRule> read_rules(const std::vector<GivenTable>& tables, std::string_view path);

/// On one line, such as `GET, POST app.example.com/admin/*: admin`.
[[nodiscard]] std::string to_text(const AccessRule& rule);

}  // namespace ostiary::program
