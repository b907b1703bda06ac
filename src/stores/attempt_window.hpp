#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include <ostiary/ports/attempt_store.hpp>
#include <ostiary/values/instant.hpp>

namespace ostiary {

/// The tries counted against one key since the first of them. What a store keeps, and what it decides by.
struct AttemptWindow {
    Instant ends_at{};
    std::uint32_t count = 0;

    /// The window in which a try at `now` falls: the one stored while it lasts, otherwise a new one without tries.
    [[nodiscard]] static AttemptWindow at(const std::optional<AttemptWindow>& stored, const AttemptBudget& budget,
                                          Instant now);

    [[nodiscard]] bool is_spent(const AttemptBudget& budget) const noexcept { return count >= budget.limit; }
    bool operator==(const AttemptWindow&) const = default;
};

}  // namespace ostiary
