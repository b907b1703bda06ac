#pragma once

#include <string>
#include <vector>

#include <ostiary/stores/inspect_database.hpp>

#include "settings.hpp"

namespace ostiary::program {

/// The tables that these settings need, with version 0 where they are missing.
[[nodiscard]] std::vector<SchemaState> needed_tables(const DatabaseInspection& found, const Settings& settings);

/// `current`, `missing`, `behind` or `newer than this program`.
[[nodiscard]] std::string state_of(const SchemaState& table);
[[nodiscard]] bool all_current(const std::vector<SchemaState>& tables);

}  // namespace ostiary::program
