#include "endpoints/excluded_paths.hpp"

#include <algorithm>

#include <ostiary/values/errors.hpp>

namespace ostiary {
namespace {

bool is_below(std::string_view path, std::string_view prefix) {
    if (!path.starts_with(prefix)) return false;
    return prefix.ends_with('/') || path.size() == prefix.size() || path[prefix.size()] == '/';
}

}  // namespace

ExcludedPaths::ExcludedPaths(const std::vector<std::string>& patterns) {
    for (const std::string& pattern : patterns) {
        const std::size_t star = pattern.find('*');
        if (!pattern.starts_with('/') || (star != std::string::npos && star + 1 != pattern.size())) {
            throw ConfigError("excluded_paths: '" + pattern + "' must start with / and may have a * at its end only");
        }
        (star == std::string::npos ? exact_ : prefixes_).push_back(pattern.substr(0, star));
    }
}

bool ExcludedPaths::contains(std::string_view path) const {
    return std::ranges::find(exact_, path) != exact_.end() ||
           std::ranges::any_of(prefixes_, [&](const std::string& prefix) { return is_below(path, prefix); });
}

}  // namespace ostiary
