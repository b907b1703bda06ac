#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include <ostiary/values/instant.hpp>

namespace ostiary {

/// A budget of tries: at most `limit` within `window`, counted from the first of them.
struct AttemptBudget {
    std::string key{};
    std::uint32_t limit = 0;
    std::chrono::seconds window{};
};

/// Counts tries, for everyone who shares the store. Thread-safe, also between processes. Throws `StoreError`.
class AttemptStore {
public:
    virtual ~AttemptStore() = default;

    /// Counts one try against each budget, all in one transaction, and gives nothing; or, where any of them is spent,
    /// counts none and gives the time until the last of the spent ones opens again. Of 50 at once against a budget of
    /// 5, five are admitted. A refused try never lengthens the wait, so nobody is locked out for good.
    [[nodiscard]] virtual std::optional<std::chrono::milliseconds> reserve(std::span<const AttemptBudget> budgets,
                                                                           Instant now) = 0;
    /// Gives one try back to each key, for a try that was none.
    virtual void release(std::span<const std::string> keys) = 0;
    /// Opens the key's budget anew.
    virtual void forget(const std::string& key) = 0;
    /// Deletes what no longer counts at `now`, at most `limit` rows, and gives their number.
    virtual std::size_t purge(Instant now, std::size_t limit) = 0;
};

}  // namespace ostiary
