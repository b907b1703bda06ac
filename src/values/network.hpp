#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ostiary {

/// An IP address. An IPv4 address in IPv6 clothes (`::ffff:192.0.2.1`) is the IPv4 address, so that one client has one
/// spelling.
class IpAddress {
public:
    [[nodiscard]] static std::optional<IpAddress> parse(std::string_view text);

    [[nodiscard]] bool is_v4() const noexcept;
    [[nodiscard]] bool is_loopback() const noexcept;
    /// The canonical text (RFC 5952).
    [[nodiscard]] std::string to_text() const;
    /// The address with all but its leading bits cleared; `bits` count within the address's own family.
    [[nodiscard]] IpAddress masked(unsigned bits) const noexcept;

    auto operator<=>(const IpAddress&) const = default;

private:
    std::array<std::uint8_t, 16> bytes_{};
};

/// An address with a prefix length, such as `10.0.0.0/8`; an address alone is a network of one.
class Network {
public:
    [[nodiscard]] static std::optional<Network> parse(std::string_view text);

    [[nodiscard]] bool contains(const IpAddress& address) const noexcept;

private:
    IpAddress base_;
    unsigned bits_ = 0;
};

}  // namespace ostiary
