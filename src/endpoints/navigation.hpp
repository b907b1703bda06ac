#pragma once

#include <string>
#include <string_view>

#include <ostiary/values/request.hpp>

namespace ostiary {

/// Whether a person opens a page by this request, rather than a script that fetches data: the latter is better told 401
/// than sent to a login page. `method` is the one that counts, which may be another than the request's own.
[[nodiscard]] bool is_navigation(const http::Request& request, std::string_view method);

/// `address` with one more query parameter.
[[nodiscard]] std::string with_parameter(const std::string& address, std::string_view name, std::string_view value);

}  // namespace ostiary
