#pragma once

#include <algorithm>
#include <chrono>

#include <ostiary/values/session.hpp>

namespace ostiary {

[[nodiscard]] inline bool is_live(const Session& session, Instant now) noexcept {
    return session.expires_at > now && session.max_expires_at > now;
}

/// Kept to what can be added to any date without an overflow.
[[nodiscard]] inline std::chrono::milliseconds bounded(std::chrono::seconds by) noexcept {
    return std::clamp<std::chrono::seconds>(by, std::chrono::seconds(0), std::chrono::years(1000));
}

[[nodiscard]] inline Instant prolonged(const Session& session, std::chrono::seconds by) noexcept {
    return std::min(session.max_expires_at, session.expires_at + bounded(by));
}

}  // namespace ostiary
