#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ostiary {

/// A media type in lower case with the one parameter that matters here (RFC 9110, 8.3.1).
struct MediaType {
    std::string name{};
    std::string boundary{};
};

/// Nothing for what is none, or where the boundary is repeated or empty or too long (RFC 2046: 70 characters).
[[nodiscard]] std::optional<MediaType> parse_media_type(std::string_view text);

/// What the client wants to read, by its `Accept`: the first that it names of JSON and HTML; plain text otherwise.
enum class Wanted { text, html, json };
[[nodiscard]] Wanted wanted_type(std::string_view accept);

}  // namespace ostiary
