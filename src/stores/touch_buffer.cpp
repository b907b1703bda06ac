#include "stores/touch_buffer.hpp"

#include <algorithm>

namespace ostiary {
namespace {

constexpr std::size_t most_touches = 16'384;

}  // namespace

void TouchBuffer::add(const TokenHash& token, Instant at) {
    const std::scoped_lock lock{mutex_};
    if (const auto found = touches_.find(token); found != touches_.end()) {
        found->second = std::max(found->second, at);
    } else if (touches_.size() < most_touches) {
        touches_.emplace(token, at);
    }
}

std::vector<TouchBuffer::Touch> TouchBuffer::take() {
    decltype(touches_) taken;
    {
        const std::scoped_lock lock{mutex_};
        taken.swap(touches_);
    }
    return {taken.begin(), taken.end()};
}

}  // namespace ostiary
