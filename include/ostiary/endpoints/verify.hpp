#pragma once

#include <ostiary/values/handler.hpp>

namespace ostiary {

/// For a proxy that asks about each request (nginx `auth_request` and its like). Goes behind `session_guard`: answers
/// 200 with `Remote-User`, `Remote-Email` and `Remote-Id` of the user that the guard has found, 401 without one. The
/// proxy must drop these headers from what clients send.
[[nodiscard]] Handler verify();

}  // namespace ostiary
