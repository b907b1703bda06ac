#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ostiary {

using CodePoint = std::int32_t;

/// Nothing where the text is not well-formed UTF-8.
[[nodiscard]] std::optional<std::vector<CodePoint>> decode_utf8(std::string_view text);

/// NFKC with case folding, and without what is invisible by default (Unicode's `NFKC_Casefold`, UAX #31): `Straße`,
/// `STRASSE` and `ｓｔｒａｓｓｅ` become one. Nothing where it is not UTF-8 or holds a code point that means nothing.
[[nodiscard]] std::optional<std::string> fold(std::string_view text);

[[nodiscard]] bool is_space(CodePoint code_point);
/// False for control and format characters (with the bidi overrides, which make one name look like another), line and
/// paragraph separators, and what is unassigned or private.
[[nodiscard]] bool is_visible_text(CodePoint code_point);

}  // namespace ostiary
