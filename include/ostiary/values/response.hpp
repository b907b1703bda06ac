#pragma once

#include <string>
#include <string_view>

#include <ostiary/values/headers.hpp>

namespace ostiary::http {

/// An answer. An adapter adds `Content-Length` and `Date`, and sends no body in answer to HEAD.
struct Response {
    int status = 200;
    Headers headers{};
    std::string body{};
};

/// `text/plain; charset=utf-8`.
[[nodiscard]] Response text(std::string body, int status = 200);
/// `text/html; charset=utf-8`. The caller has escaped what needs it.
[[nodiscard]] Response html(std::string body, int status = 200);
/// `application/json`. The caller gives JSON.
[[nodiscard]] Response json(std::string body, int status = 200);
/// 303 See Other (RFC 9110, 15.4.4): the browser follows with a GET, whatever the method was. Throws
/// `std::invalid_argument` where the location holds a control character (it would split the header).
[[nodiscard]] Response redirect(std::string location, int status = 303);

}  // namespace ostiary::http
