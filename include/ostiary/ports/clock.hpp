#pragma once

#include <chrono>
#include <memory>

#include <ostiary/values/instant.hpp>

namespace ostiary {

/// The time, and waiting for it. Thread-safe.
class Clock {
public:
    virtual ~Clock() = default;

    [[nodiscard]] virtual Instant now() const = 0;
    /// Returns once `now()` has reached `moment`; at once where it already has.
    virtual void wait_until(Instant moment) = 0;
};

/// The system's clock, kept from going back: where somebody sets it back by an hour, time here goes on at its own pace,
/// so that no session lives an hour longer (security.md, line 89). One for the whole process.
[[nodiscard]] std::shared_ptr<Clock> system_clock();

}  // namespace ostiary
