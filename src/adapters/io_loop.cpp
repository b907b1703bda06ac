#include "adapters/io_loop.hpp"

namespace ostiary {

void IoLoop::add(LoopMember& member) {
    member.place = members_.size();
    members_.push_back(&member);
    if (!ticking_) tick();
}

void IoLoop::remove(LoopMember& member) {
    members_.back()->place = member.place;
    members_[member.place] = members_.back();
    members_.pop_back();
    if (members_.empty()) timer_.cancel();
}

void IoLoop::tick() {
    ticking_ = true;
    timer_.expires_after(tick_);
    timer_.async_wait([this](const boost::system::error_code&) {
        ticking_ = false;
        const SteadyTime now = std::chrono::steady_clock::now();
        for (LoopMember* member : members_) {
            if (member->deadline <= now) member->expire();
        }
        if (!members_.empty()) tick();
    });
}

void IoLoop::drain() {
    draining_ = true;
    open_.reset();
    for (LoopMember* member : members_) member->drain();
}

void IoLoop::abort() {
    for (LoopMember* member : members_) member->abort();
}

}  // namespace ostiary
