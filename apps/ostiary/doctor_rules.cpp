#include <algorithm>

#include "doctor_checks.hpp"
#include "rule_setting.hpp"

namespace ostiary::program {
namespace {

using Level = Finding::Level;

Findings name_rules(const std::vector<AccessRule>& rules) {
    const auto dead = unreachable_rules(rules);
    Findings findings;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const bool reached = std::ranges::find(dead, i) == dead.end();
        findings.push_back({reached ? Level::ok : Level::warn, "rule " + std::to_string(i + 1),
                            to_text(rules[i]) + (reached ? "" : ", but an earlier rule decides wherever it would")});
    }
    findings.push_back({Level::ok, "other rules", "none: whoever is logged in may have all that no rule names"});
    return findings;
}

}  // namespace

Findings check_rules(const Settings& settings) {
    Findings findings;
    try {
        findings = name_rules(settings.rules);
    } catch (const std::exception&) {
        // The configuration's own check has said what is wrong.
        return {};
    }
    if (!settings.rules.empty() && settings.trusted_proxies.empty()) {
        findings.push_back({Level::fail, "rules",
                            "no proxy is trusted to say what is asked for, so everything is refused: set "
                            "trusted_proxies"});
    }
    if (!settings.dangerously_share_cookie_with.empty()) {
        findings.push_back({Level::warn, "shared cookie",
                            "every host of " + settings.dangerously_share_cookie_with +
                                " can take sessions over: be sure that all of them are yours"});
    }
    return findings;
}

}  // namespace ostiary::program
