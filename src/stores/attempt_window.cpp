#include "stores/attempt_window.hpp"

namespace ostiary {

AttemptWindow AttemptWindow::at(const std::optional<AttemptWindow>& stored, const AttemptBudget& budget, Instant now) {
    // A window that would last for more than two was written before the clock was set back; it must not shut an
    // account for hours. (Not one: calls that run at once may bring their `now` in any order.)
    if (stored && stored->ends_at > now && stored->ends_at - now <= 2 * budget.window) return *stored;
    return {.ends_at = now + budget.window, .count = 0};
}

}  // namespace ostiary
