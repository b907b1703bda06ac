#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <ostiary/values/handler.hpp>

namespace ostiary {

struct Route {
    /// As it was mounted, such as `/login/`.
    std::string prefix{};
    /// What `Request::mount` gets: the prefix without its last slash.
    std::string mount{};
    Handler handler{};
    bool quick = false;
};

/// Which handler answers which path: the longest prefix. `/login/` doesn't answer `/loginx`, nor `/LOGIN/`, nor
/// `//login/`.
class Router {
public:
    struct NotFound {};
    /// The path lacks only the last slash of a mount: ask there.
    struct Redirect {
        std::string location{};
    };
    using Match = std::variant<const Route*, Redirect, NotFound>;

    /// Throws `ConfigError` for a prefix that is no normalised path, or is taken.
    void add(Route route);
    /// `path` is normalised, `query` as it came.
    [[nodiscard]] Match match(std::string_view path, std::string_view query) const;

private:
    std::vector<Route> routes_;  // the longest prefix first
};

}  // namespace ostiary
