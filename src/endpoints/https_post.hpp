#pragma once

#include <chrono>
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ostiary {

using FormFields = std::vector<std::pair<std::string_view, std::string_view>>;

/// Posts a form and gives the body of a 200 answer, or why there is none. The certificate is verified, no redirect
/// followed, no proxy taken from the environment, and no more than 64 KiB read. Blocks for `timeout` at most.
/// Plain HTTP is spoken with loopback alone.
[[nodiscard]] std::expected<std::string, std::string> https_post(const std::string& url, const FormFields& fields,
                                                                 std::chrono::milliseconds timeout);

}  // namespace ostiary
