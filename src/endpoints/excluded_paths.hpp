#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ostiary {

/// Paths that a guard lets through: exact ones, or ones ending in `*`, which stand for themselves and all below. The
/// star ends at a segment: `/docs*` means `/docs` and `/docs/…`, never `/docs-private`.
class ExcludedPaths {
public:
    /// Throws `ConfigError` for a path that doesn't start with `/`, or with a star elsewhere than at its end.
    explicit ExcludedPaths(const std::vector<std::string>& patterns);

    /// `path` is decoded and normalised.
    [[nodiscard]] bool contains(std::string_view path) const;

private:
    std::vector<std::string> exact_;
    std::vector<std::string> prefixes_;
};

}  // namespace ostiary
