#pragma once

#include <string>
#include <string_view>

namespace ostiary {

/// A device as its owner would name it, from a `User-Agent` header: `Firefox on Windows`, `Safari on iPhone`, `curl`;
/// `Unknown device` where nothing is recognised. Never a part of the header itself, which a client may fill at will.
[[nodiscard]] std::string describe_user_agent(std::string_view user_agent);

}  // namespace ostiary
