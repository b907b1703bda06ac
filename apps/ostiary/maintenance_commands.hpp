#pragma once

#include <string>

#include "settings.hpp"

namespace ostiary::program {

/// `ostiary migrate`: makes the tables or brings them up to date, and shows their versions.
int migrate(const Settings& settings);
/// `ostiary migrate --check`: shows the versions, changes nothing; 1 where something is missing or behind.
int check_schema(const Settings& settings);

struct TemplateExport {
    std::string folder{};
    bool overwrite = false;
};
/// `ostiary templates export`: writes the built-in pages. Throws `CommandError` where a file is there already.
int export_templates(const TemplateExport& request);

/// `ostiary doctor`: checks what `serve` with these settings would need, and says what to do; 1 where something fails.
int examine(const Settings& settings);

}  // namespace ostiary::program
