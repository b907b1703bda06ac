#include <array>
#include <iostream>
#include <string_view>

#include <ostiary/ports/log.hpp>

#include "doctor_checks.hpp"
#include "maintenance_commands.hpp"
#include "printable_text.hpp"

namespace ostiary::program {
namespace {

std::string_view name_of(Finding::Level level) {
    switch (level) {
        case Finding::Level::ok:
            return "ok   ";
        case Finding::Level::warn:
            return "warn ";
        case Finding::Level::fail:
            return "fail ";
    }
    return "fail ";
}

}  // namespace

int examine(const Settings& settings) {
    constexpr std::array checks{check_configuration,   check_rules, check_database,   check_clock,        check_hashing,
                                check_password_policy, check_tls,   check_open_files, list_optional_parts};
    // What the library would log at a start stands in the findings.
    set_log_sink({});
    bool failed = false;
    for (const auto& check : checks) {
        for (const Finding& finding : check(settings)) {
            failed = failed || finding.level == Finding::Level::fail;
            std::cout << name_of(finding.level) << finding.subject << ": " << printable(finding.text) << "\n"
                      << std::flush;
        }
    }
    return failed ? 1 : 0;
}

}  // namespace ostiary::program
