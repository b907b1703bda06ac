#pragma once

#include <string>
#include <vector>

#include <ostiary/values/user.hpp>

#include "listed_session.hpp"

namespace ostiary::program {

/// An array of objects; times as `2026-11-24T08:20:32.123Z`, an absent one as null.
[[nodiscard]] std::string to_json(const std::vector<User>& users);
[[nodiscard]] std::string to_json(const std::vector<ListedSession>& sessions);

}  // namespace ostiary::program
