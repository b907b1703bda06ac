#pragma once

#include <boost/asio/ip/tcp.hpp>

#include "adapters/io_loop.hpp"

namespace ostiary {

/// The protocol of a socket that somebody else opened. Throws `ConfigError` where it isn't a TCP one that listens.
[[nodiscard]] asio::ip::tcp protocol_of_listening(int socket);

}  // namespace ostiary
