#pragma once

#include <optional>
#include <string>

#include <ostiary/values/request.hpp>

namespace ostiary {

/// What somebody asks an app for, in the one way that every reader takes it.
struct AskedTarget {
    std::string method{};  ///< In capitals.
    std::string host{};    ///< In lower case, without a port.
    std::string path{};    ///< Decoded.
};

/// Nothing where two readers could differ about it (security.md, lines 75 and 76): besides what `normalise_path`
/// refuses, a path with dot segments, empty segments, or a semicolon (of which some servers cut off all that follows in
/// the segment), or one that encodes a `?` or `#`; a method that is not all capitals; a host that is none or ends in a
/// dot.
[[nodiscard]] std::optional<AskedTarget> read_asked_target(const http::Asked& asked, std::string_view host);

/// Whether the text can be a path that `read_asked_target` gives.
[[nodiscard]] bool is_plain_path(std::string_view path);
/// In lower case and without its port; nothing where it is no host.
[[nodiscard]] std::optional<std::string> plain_host(std::string_view host);
[[nodiscard]] bool is_method(std::string_view text) noexcept;

}  // namespace ostiary
