#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ostiary/values/request.hpp>

namespace ostiary {

/// A web origin in its one spelling, `scheme://host[:port]`, lower case, without a default port (RFC 6454). Nothing for
/// `null` and for anything that is more or less than an origin.
[[nodiscard]] std::optional<std::string> canonical_origin(std::string_view text);

/// Decides whether a request comes from where it may; see `origin_check`.
class OriginRule {
public:
    /// Throws `ConfigError` for what is no origin.
    explicit OriginRule(const std::vector<std::string>& trusted_origins);

    [[nodiscard]] bool allows(const http::Request& request) const;

private:
    [[nodiscard]] bool is_trusted(std::string_view origin) const;

    std::vector<std::string> trusted_;
};

}  // namespace ostiary
