#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include <ostiary/values/instant.hpp>

namespace ostiary {

/// A user's key in the store. Never given out twice, so that a new user can't inherit what an old one left.
struct UserId {
    std::int64_t value = 0;

    auto operator<=>(const UserId&) const = default;
};

/// A user name as it was typed, and the key under which it is found. `Bob`, `bob` and `ｂｏｂ` share one key
/// (Unicode NFKC with case folding): one account, one budget of tries. Made by `canonical_username`.
struct Username {
    std::string text{};
    std::string key{};
};

/// Somebody who may log in. Holds no password, in any form.
struct User {
    UserId id{};
    std::string username{};
    std::string email{};
    bool active = true;
    bool admin = false;
    bool superuser = false;
    Instant created_at{};  ///< The epoch where the table doesn't tell, as piccolo's.
    std::optional<Instant> last_login{};
    std::optional<std::string> first_name{};  ///< This and the next: only where the table has them, as piccolo's does.
    std::optional<std::string> last_name{};

    bool operator==(const User&) const = default;
};

}  // namespace ostiary
