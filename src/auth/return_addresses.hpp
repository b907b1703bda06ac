#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ostiary {

/// Where a login may lead to: paths on its own host (see `local_path`), and pages of the hosts that are listed.
class ReturnAddresses {
public:
    /// `hosts` are names such as `app.example.com`, with a port where it isn't the default. Throws `ConfigError`.
    explicit ReturnAddresses(std::vector<std::string> hosts = {});

    /// `next` where it is a path on this host, or an address of `scheme` whose host is listed, letter for letter, and
    /// whose path would do here; otherwise nothing (security.md, line 50).
    [[nodiscard]] std::optional<std::string> accept(std::string_view next, std::string_view scheme) const;

private:
    std::vector<std::string> hosts_;
};

}  // namespace ostiary
