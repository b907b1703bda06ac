#include <ostiary/ports/clock.hpp>

#include <mutex>
#include <thread>

#include "ports/forward_time.hpp"

namespace ostiary {
namespace {

class SystemClock : public Clock {
public:
    [[nodiscard]] Instant now() const override {
        const std::scoped_lock lock{mutex_};
        return time_.advance(std::chrono::floor<Instant::duration>(std::chrono::system_clock::now()),
                             std::chrono::steady_clock::now());
    }

    void wait_until(Instant moment) override {
        for (Instant reached = now(); reached < moment; reached = now()) std::this_thread::sleep_for(moment - reached);
    }

private:
    mutable std::mutex mutex_;
    mutable ForwardTime time_;
};

}  // namespace

std::shared_ptr<Clock> system_clock() {
    static const auto clock = std::make_shared<SystemClock>();
    return clock;
}

}  // namespace ostiary
