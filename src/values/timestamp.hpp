#pragma once

#include <string>

#include <ostiary/values/instant.hpp>

namespace ostiary {

/// `2026-11-24T08:20:32.123Z` (RFC 3339), for machines.
[[nodiscard]] std::string to_iso(Instant moment);
/// `24 Nov 2026, 08:20 UTC`, for people.
[[nodiscard]] std::string to_readable(Instant moment);

}  // namespace ostiary
