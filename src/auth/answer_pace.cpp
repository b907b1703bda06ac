#include "auth/answer_pace.hpp"

#include <utility>

namespace ostiary {

AnswerPace::AnswerPace(std::shared_ptr<Clock> clock, std::chrono::milliseconds floor)
    : clock_(std::move(clock)), pace_(floor) {}

void AnswerPace::wait(Instant came) {
    const LoginGate::Place place{waiting_};
    clock_->wait_until(pace_.release(came, clock_->now()));
}

}  // namespace ostiary
