#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ostiary {

[[nodiscard]] std::string to_hex(std::span<const std::byte> bytes);
/// Without padding (RFC 4648, section 5).
[[nodiscard]] std::string to_base64url(std::span<const std::byte> bytes);
/// Standard or unpadded base64 (RFC 4648, section 4); nothing where it is neither.
[[nodiscard]] std::optional<std::vector<std::byte>> from_base64(std::string_view text);
[[nodiscard]] std::optional<std::vector<std::byte>> from_hex(std::string_view text);

/// Whether the bytes are well-formed UTF-8 (RFC 3629: no overlong form, no surrogate).
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;
/// At most `bytes` of the text, cut between code points.
[[nodiscard]] std::string_view utf8_prefix(std::string_view text, std::size_t bytes) noexcept;

enum class Plus { literal, space };
/// Undoes percent encoding once; nothing where a `%` is not followed by two hex digits. In a form, a `+` is a space.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, Plus plus = Plus::literal);
/// Encodes all but unreserved characters and `/` (RFC 3986, section 2.3).
[[nodiscard]] std::string percent_encode(std::string_view text);

/// `<`, `>`, `&`, `"` and `'` made harmless for HTML text and quoted attributes.
[[nodiscard]] std::string escape_html(std::string_view text);

}  // namespace ostiary
