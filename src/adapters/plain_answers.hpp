#pragma once

#include <string>

#include <ostiary/values/handler.hpp>

namespace ostiary {

/// The server's own answer with this status: a fixed text that says nothing of the inside.
[[nodiscard]] http::Response plain_answer(int status);

/// Sends a client that left the slash of a mount's address out to the address with it.
[[nodiscard]] http::Response slash_redirect(std::string location);

/// What `handler` answers; where it throws, a fixed text, while the log gets the reason. HashingBusy and StoreError are
/// 503 with `Retry-After`, anything else is 500.
[[nodiscard]] http::Response answer_of(const Handler& handler, const http::Request& request) noexcept;

}  // namespace ostiary
