#pragma once

#include <chrono>
#include <cstddef>
#include <memory>

#include <ostiary/ports/clock.hpp>

#include "auth/login_gate.hpp"
#include "auth/refusal_pace.hpp"

namespace ostiary {

/// Holds answers back until their time by `RefusalPace`, so that it tells nothing of how they came about. Thread-safe.
class AnswerPace {
public:
    AnswerPace(std::shared_ptr<Clock> clock, std::chrono::milliseconds floor);

    /// Returns when an answer to what came at `came` is due. Throws `HashingBusy` where too many wait already: an
    /// answer out of time would tell more than none.
    void wait(Instant came);

private:
    /// So many of a host's threads may do nothing but wait.
    static constexpr std::size_t most_waiting_ = 24;

    std::shared_ptr<Clock> clock_;
    RefusalPace pace_;
    LoginGate waiting_{most_waiting_};
};

}  // namespace ostiary
