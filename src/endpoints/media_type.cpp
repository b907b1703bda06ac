#include "endpoints/media_type.hpp"

#include <algorithm>

#include <ostiary/values/headers.hpp>

#include "values/ascii.hpp"

namespace ostiary {
namespace {

/// Cuts the next element off `rest`, up to `separator`.
std::string_view take(std::string_view& rest, char separator) {
    const std::size_t end = std::min(rest.find(separator), rest.size());
    const std::string_view element = trim(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return element;
}

std::string_view unquoted(std::string_view text) {
    if (text.size() < 2 || !text.starts_with('"') || !text.ends_with('"')) return text;
    return text.substr(1, text.size() - 2);
}

}  // namespace

std::optional<MediaType> parse_media_type(std::string_view text) {
    MediaType type{.name = to_lower(take(text, ';'))};
    if (type.name.find('/') == std::string::npos) return std::nullopt;
    while (!text.empty()) {
        const std::string_view parameter = take(text, ';');
        const std::size_t equals = parameter.find('=');
        if (equals == std::string_view::npos || !http::same_name(trim(parameter.substr(0, equals)), "boundary"))
            continue;
        if (!type.boundary.empty()) return std::nullopt;
        type.boundary = unquoted(trim(parameter.substr(equals + 1)));
        if (type.boundary.empty() || type.boundary.size() > 70) return std::nullopt;
    }
    return type;
}

Wanted wanted_type(std::string_view accept) {
    while (!accept.empty()) {
        std::string_view element = take(accept, ',');
        const std::string name = to_lower(take(element, ';'));
        if (name == "text/html" || name == "application/xhtml+xml") return Wanted::html;
        if (name == "application/json" || name == "application/problem+json") return Wanted::json;
        if (name == "text/plain") return Wanted::text;
    }
    return Wanted::text;
}

}  // namespace ostiary
