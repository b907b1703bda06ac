#include "auth/refusal_pace.hpp"

#include <algorithm>

namespace ostiary {

Instant RefusalPace::release(Instant came, Instant ready) {
    const std::lock_guard lock{mutex_};
    if (ready - began_ >= period_) {
        slowest_before_ = ready - began_ < 2 * period_ ? slowest_ : std::chrono::milliseconds(0);
        slowest_ = std::chrono::milliseconds(0);
        began_ = ready;
    }
    slowest_ = std::max(slowest_, ready - came);
    const auto slowest = std::min(std::max(slowest_, slowest_before_), longest_);
    // A tenth more, so that what the machine does meanwhile doesn't show either.
    const auto pace = slowest <= floor_ ? floor_ : slowest + slowest / 10;
    return came + pace;
}

}  // namespace ostiary
