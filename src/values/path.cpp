#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ostiary/values/request.hpp>

#include "values/ascii.hpp"
#include "values/encoding.hpp"

namespace ostiary::http {
namespace {

/// Whether `decoded` has more of one of these than `raw`: then one of them was hidden behind a percent sign.
bool hides_any_of(std::string_view raw, std::string_view decoded, std::string_view characters) {
    return std::ranges::any_of(characters,
                               [&](char c) { return std::ranges::count(raw, c) != std::ranges::count(decoded, c); });
}

/// RFC 3986, 5.2.4, but a path that climbs above the root is refused instead of being cut off there.
std::optional<std::string> resolve_dots(std::string_view path) {
    std::vector<std::string_view> segments;
    std::string_view last;
    for (std::size_t begin = 1; begin <= path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        last = path.substr(begin, end - begin);
        begin = end + 1;
        if (last == "..") {
            if (segments.empty()) return std::nullopt;
            segments.pop_back();
        } else if (last != ".") {
            segments.push_back(last);
        }
    }
    std::string resolved;
    for (const std::string_view segment : segments) resolved.append("/").append(segment);
    if (last == "." || last == ".." || resolved.empty()) resolved += '/';
    return resolved;
}

}  // namespace

std::optional<std::string> normalise_path(std::string_view target) {
    if (!target.starts_with('/')) return std::nullopt;
    auto decoded = percent_decode(target);
    if (!decoded || !is_utf8(*decoded)) return std::nullopt;
    if (std::ranges::any_of(*decoded, is_control) || decoded->contains('\\') || decoded->contains('%')) {
        return std::nullopt;
    }
    if (hides_any_of(target, *decoded, "/.")) return std::nullopt;
    return resolve_dots(*decoded);
}

std::string_view Request::subpath() const {
    const std::string_view whole = path;
    return whole.starts_with(mount) ? whole.substr(mount.size()) : whole;
}

}  // namespace ostiary::http
