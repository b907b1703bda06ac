#include "adapters/tls_context.hpp"

#include <string_view>

#include <openssl/ssl.h>

#include <ostiary/values/errors.hpp>

namespace ostiary {
namespace {

namespace ssl = boost::asio::ssl;

int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_length, const unsigned char* in,
                    unsigned int in_length, void*) {
    static constexpr unsigned char ours[] = "\x08http/1.1";
    unsigned char* chosen = nullptr;
    if (SSL_select_next_proto(&chosen, out_length, ours, sizeof ours - 1, in, in_length) != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

void require(const boost::system::error_code& fault, std::string_view option, const std::string& file) {
    if (fault) throw ConfigError(std::string{option} + ": '" + file + "' can't be used: " + fault.message());
}

}  // namespace

ssl::context tls_context(const std::string& certificate, const std::string& key) {
    ssl::context context{ssl::context::tls_server};
    SSL_CTX* const native = context.native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_options(native, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20");
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_alpn_select_cb(native, &choose_protocol, nullptr);

    boost::system::error_code fault;
    // OpenSSL would ask for a key's passphrase on the terminal, and a service would wait there for good.
    SSL_CTX_set_default_passwd_cb(native, [](char*, int, int, void*) { return 0; });
    context.use_certificate_chain_file(certificate, fault);
    require(fault, "tls_certificate", certificate);
    context.use_private_key_file(key, ssl::context::pem, fault);
    require(fault, "tls_key", key);
    return context;
}

}  // namespace ostiary
