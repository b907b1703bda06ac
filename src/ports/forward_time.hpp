#pragma once

#include <chrono>
#include <optional>

#include <ostiary/values/instant.hpp>

namespace ostiary {

/// The rule by which time never goes back: the wall clock's reading, unless that lies behind what has passed since the
/// latest reading by a clock that nobody can set.
class ForwardTime {
public:
    using Steady = std::chrono::steady_clock::time_point;

    [[nodiscard]] Instant advance(Instant wall, Steady steady);

private:
    struct Reading {
        Instant wall;
        Steady steady;
    };
    std::optional<Reading> latest_;
};

}  // namespace ostiary
