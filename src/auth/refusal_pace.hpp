#pragma once

#include <chrono>
#include <mutex>

#include <ostiary/values/instant.hpp>

namespace ostiary {

/// When a refused login may be answered: never sooner than the floor, nor than the slowest refusal of the last ten
/// minutes took. So the one user whose stored hash is slow, or a machine under load, tells no more than a quick refusal
/// does (security.md, line 19). Thread-safe.
class RefusalPace {
public:
    explicit RefusalPace(std::chrono::milliseconds floor) : floor_(floor) {}

    /// For a refusal of a request that came at `came` and is ready at `ready`.
    [[nodiscard]] Instant release(Instant came, Instant ready);

private:
    /// So much at most, or one stalled disk would slow every refusal for long.
    static constexpr std::chrono::milliseconds longest_{2000};
    static constexpr std::chrono::minutes period_{10};

    std::chrono::milliseconds floor_;
    std::mutex mutex_;
    Instant began_{};
    std::chrono::milliseconds slowest_{0};
    std::chrono::milliseconds slowest_before_{0};
};

}  // namespace ostiary
