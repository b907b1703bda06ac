#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ostiary {

/// `next` where it is certain to lead to a path on this very host, otherwise nothing (ASVS 5.0, 3.7.2). Judged by what
/// is allowed: one leading slash, then printable ASCII without backslash, no second slash at the front however it is
/// encoded, no dot segment, no scheme, no host; at most 2,048 characters. What a browser, a proxy and a URL parser
/// could read differently is refused.
[[nodiscard]] std::optional<std::string> local_path(std::string_view next);

}  // namespace ostiary
