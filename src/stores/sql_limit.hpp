#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace ostiary {

/// A number of rows as SQL takes it: a negative one would mean no limit.
[[nodiscard]] inline std::int64_t sql_limit(std::size_t rows) noexcept {
    return static_cast<std::int64_t>(
        std::min<std::uint64_t>(rows, static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())));
}

}  // namespace ostiary
