#pragma once

#include <ctime>
#include <string>

namespace ostiary {

/// `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7), whatever the locale.
[[nodiscard]] std::string http_date(std::time_t time);
/// The same for now; made anew once a second and thread.
[[nodiscard]] const std::string& http_date_now();

}  // namespace ostiary
