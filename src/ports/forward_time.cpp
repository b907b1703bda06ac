#include "ports/forward_time.hpp"

#include <algorithm>

namespace ostiary {

Instant ForwardTime::advance(Instant wall, Steady steady) {
    if (!latest_) latest_ = Reading{wall, steady};
    // Two threads may have read their clocks in the other order.
    const auto passed = std::max(steady - latest_->steady, Steady::duration::zero());
    const Instant least = latest_->wall + std::chrono::floor<Instant::duration>(passed);
    if (wall <= least) return least;
    latest_ = Reading{wall, std::max(steady, latest_->steady)};
    return wall;
}

}  // namespace ostiary
