#pragma once

#include <string>

#include "finding.hpp"
#include "settings.hpp"

namespace ostiary::program {

// Each looks into one subject and changes nothing. None throws: what keeps a check from its work is a finding.

[[nodiscard]] Findings check_configuration(const Settings& settings);
[[nodiscard]] Findings check_rules(const Settings& settings);
[[nodiscard]] Findings check_database(const Settings& settings);
[[nodiscard]] Findings check_clock(const Settings& settings);
[[nodiscard]] Findings check_hashing(const Settings& settings);
[[nodiscard]] Findings check_password_policy(const Settings& settings);
[[nodiscard]] Findings check_tls(const Settings& settings);
[[nodiscard]] Findings check_open_files(const Settings& settings);
[[nodiscard]] Findings list_optional_parts(const Settings& settings);

/// What is wrong where others than its owner can read or write the file; empty where all is well.
[[nodiscard]] Findings check_privacy(const std::string& file, Finding::Level level);

}  // namespace ostiary::program
