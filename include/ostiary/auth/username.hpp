#pragma once

#include <optional>
#include <string_view>

#include <ostiary/values/user.hpp>

namespace ostiary {

/// The name and its key: Unicode NFKC with case folding (UAX #31). Nothing where it can't name a user: empty, over 100
/// code points, not UTF-8, or with a control character or white space at an end.
[[nodiscard]] std::optional<Username> canonical_username(std::string_view text);

}  // namespace ostiary
