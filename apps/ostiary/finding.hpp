#pragma once

#include <string>
#include <vector>

namespace ostiary::program {

/// What `doctor` found about one subject: how bad it is, and what to do.
struct Finding {
    enum class Level { ok, warn, fail };

    Level level = Level::ok;
    std::string subject{};
    std::string text{};
};

using Findings = std::vector<Finding>;

}  // namespace ostiary::program
