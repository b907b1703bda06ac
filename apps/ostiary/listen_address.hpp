#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ostiary::program {

struct ListenAddress {
    std::string host{};
    std::uint16_t port = 0;
};

/// In an address's place: the socket is the one that systemd passes.
inline constexpr std::string_view from_systemd = "systemd";

/// `127.0.0.1:8000` or `[::1]:8000`. Throws `ConfigError` that names `setting`. Whether the host is an address is for
/// the server to say.
[[nodiscard]] ListenAddress parse_listen_address(std::string_view text, std::string_view setting);

}  // namespace ostiary::program
