#pragma once

#include <cstdlib>
#include <ctime>
#include <optional>
#include <string>

namespace ostiary::testing {

/// The process's zone while this lives. Spelled out as POSIX has it, so that no zone file is needed.
class Zone {
public:
    explicit Zone(const std::string& rules) {
        if (const char* present = std::getenv("TZ")) before_ = present;
        ::setenv("TZ", rules.c_str(), 1);
        ::tzset();
    }
    Zone(const Zone&) = delete;
    Zone& operator=(const Zone&) = delete;
    ~Zone() {
        if (before_) {
            ::setenv("TZ", before_->c_str(), 1);
        } else {
            ::unsetenv("TZ");
        }
        ::tzset();
    }

private:
    std::optional<std::string> before_{};
};

inline const std::string berlin = "CET-1CEST,M3.5.0,M10.5.0/3";  // forward from 2 to 3 h, back from 3 to 2 h

}  // namespace ostiary::testing
