#pragma once

#include <string_view>

namespace ostiary {

/// Whether an address is one that mail reaches as it is written, of at most 254 bytes: before the one `@` up to 64
/// letters, digits and ``.!#$%&'*+/=?^_`{|}~-`` with no dot at an edge nor two in a row; behind it a domain of two
/// names or more, each of letters, digits and inner hyphens, the last with a letter (RFC 5321, 4.1.2, without quoted
/// names, literals, comments and Unicode). Whether anybody reads it, only a letter to it can tell.
[[nodiscard]] bool is_email_address(std::string_view text);

}  // namespace ostiary
