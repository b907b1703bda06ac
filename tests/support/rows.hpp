#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include <ostiary/ports/session_store.hpp>
#include <ostiary/ports/user_store.hpp>

namespace ostiary::testing {

inline constexpr Instant noon{std::chrono::milliseconds(1'795'521'600'123)};

inline NewUser new_user(const std::string& name) {
    return {.username = {.text = name, .key = name},
            .email = name + "@example.org",
            .password_hash = "hash of " + name,
            .created_at = noon};
}

/// The same token for the same number, another one for another.
inline SessionToken token(std::uint64_t number) {
    const std::string digits = std::to_string(number);
    return *SessionToken::parse(std::string(SessionToken::text_length - digits.size(), '-') + digits);
}

/// A session that starts at noon, lasts an hour, and ends after four.
inline Session new_session(UserId user, const std::string& id) {
    return {.id = {id},
            .user_id = user,
            .created_at = noon,
            .last_seen_at = noon,
            .expires_at = noon + std::chrono::hours(1),
            .max_expires_at = noon + std::chrono::hours(4),
            .address = "192.0.2.1",
            .user_agent = "test"};
}

}  // namespace ostiary::testing
