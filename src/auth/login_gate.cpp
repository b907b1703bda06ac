#include "auth/login_gate.hpp"

#include <ostiary/values/errors.hpp>

namespace ostiary {

LoginGate::Place::Place(LoginGate& gate) : gate_(gate) {
    if (gate_.taken_.fetch_add(1) < gate_.capacity_) return;
    gate_.taken_.fetch_sub(1);
    throw HashingBusy("too many logins at once");
}

LoginGate::Place::~Place() {
    gate_.taken_.fetch_sub(1);
}

}  // namespace ostiary
