#pragma once

#include <string>
#include <string_view>

namespace ostiary {

/// Appends `text` as a JSON string (RFC 8259, section 7), quotes included. Escapes every control character, the C1 ones
/// and Unicode's line separators too, since a terminal or a log reader might act on them; bytes that are no UTF-8
/// become U+FFFD.
void append_json_text(std::string& out, std::string_view text);

}  // namespace ostiary
