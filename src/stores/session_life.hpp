#pragma once

#include <ostiary/values/session.hpp>

namespace ostiary {

[[nodiscard]] inline bool is_live(const Session& session, Instant now) noexcept {
    return session.expires_at > now && session.max_expires_at > now;
}

}  // namespace ostiary
