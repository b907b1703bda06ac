#pragma once

#include <cstddef>
#include <limits>
#include <string>

#include "settings.hpp"

namespace ostiary::program {

/// How many sessions of a user a command looks at; a page in a browser has a bound.
inline constexpr std::size_t all_of_them = std::numeric_limits<std::size_t>::max();

struct SessionSelection {
    std::string id{};    ///< Empty: every session of the user.
    std::string user{};  ///< Empty: whoever's it is.
};

// `ostiary session ...`: each throws `CommandError` where there is no such user or session.

int list_sessions(const Settings& settings, const std::string& user, bool as_json);
int revoke_sessions(const Settings& settings, const SessionSelection& selection);
/// Deletes what has expired, and spent budgets of tries. A server does so by itself once a minute.
int clean_sessions(const Settings& settings);

}  // namespace ostiary::program
