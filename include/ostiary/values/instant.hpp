#pragma once

#include <chrono>

namespace ostiary {

/// A moment in UTC, to the millisecond. Every time that Ostiary stores or compares is one of these; local time and
/// its shifts appear nowhere.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

}  // namespace ostiary
