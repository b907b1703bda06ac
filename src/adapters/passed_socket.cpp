#include "adapters/passed_socket.hpp"

#include <sys/socket.h>

#include <ostiary/values/errors.hpp>

namespace ostiary {
namespace {

/// -1 where the descriptor is no socket.
int socket_option(int socket, int option) {
    int value = -1;
    socklen_t size = sizeof value;
    if (::getsockopt(socket, SOL_SOCKET, option, &value, &size) != 0) return -1;
    return value;
}

}  // namespace

asio::ip::tcp protocol_of_listening(int socket) {
    const int domain = socket_option(socket, SO_DOMAIN);
    const bool listens = socket_option(socket, SO_TYPE) == SOCK_STREAM && socket_option(socket, SO_ACCEPTCONN) == 1;
    if (!listens || (domain != AF_INET && domain != AF_INET6))
        throw ConfigError("listen: the socket that was passed is no TCP socket that listens");
    return domain == AF_INET6 ? asio::ip::tcp::v6() : asio::ip::tcp::v4();
}

}  // namespace ostiary
