#pragma once

#include <string>

#include <boost/asio/ssl/context.hpp>

namespace ostiary {

/// TLS 1.2 and later with forward secrecy, no compression, no renegotiation; speaks `http/1.1` alone to clients that
/// ask. Throws `ConfigError` for a certificate or key that can't be used.
[[nodiscard]] boost::asio::ssl::context tls_context(const std::string& certificate, const std::string& key);

}  // namespace ostiary
