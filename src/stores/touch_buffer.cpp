#include "stores/touch_buffer.hpp"

#include <algorithm>
#include <utility>

namespace ostiary {
namespace {

constexpr std::size_t most_touches = 16'384;

}  // namespace

void TouchBuffer::add(const Touch& touch) {
    const TokenHash key = touch.token.hash();
    const std::scoped_lock lock{mutex_};
    if (const auto found = touches_.find(key); found != touches_.end()) {
        Touch& known = found->second;
        known.at = std::max(known.at, touch.at);
        known.expires_at = std::max(known.expires_at, touch.expires_at);
    } else if (touches_.size() < most_touches) {
        touches_.emplace(key, touch);
    }
}

std::vector<TouchBuffer::Touch> TouchBuffer::take() {
    decltype(touches_) taken;
    {
        const std::scoped_lock lock{mutex_};
        taken.swap(touches_);
    }
    std::vector<Touch> touches;
    touches.reserve(taken.size());
    for (auto& [key, touch] : taken) touches.push_back(std::move(touch));
    return touches;
}

}  // namespace ostiary
