#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include <ostiary/values/errors.hpp>

#include "support/running_server.hpp"

namespace ostiary {
namespace {

using testing::RawClient;
using testing::RunningServer;
using testing::status_of;

template <auto release>
struct Release {
    void operator()(auto* given) const { release(given); }
};
using Key = std::unique_ptr<EVP_PKEY, Release<&EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Release<&X509_free>>;
using File = std::unique_ptr<std::FILE, Release<&std::fclose>>;
using Context = std::unique_ptr<SSL_CTX, Release<&SSL_CTX_free>>;
using Session = std::unique_ptr<SSL, Release<&SSL_free>>;

/// A key and a certificate that it signs itself, in files that go with the object.
class SelfSigned {
public:
    SelfSigned() {
        const Key made{EVP_EC_gen("P-256")};
        const Certificate signed_by_itself{X509_new()};
        X509_gmtime_adj(X509_getm_notBefore(signed_by_itself.get()), 0);
        X509_gmtime_adj(X509_getm_notAfter(signed_by_itself.get()), 3600);
        X509_set_pubkey(signed_by_itself.get(), made.get());
        X509_sign(signed_by_itself.get(), made.get(), EVP_sha256());
        PEM_write_PrivateKey(open(key).get(), made.get(), nullptr, nullptr, 0, nullptr, nullptr);
        PEM_write_X509(open(certificate).get(), signed_by_itself.get());
    }
    ~SelfSigned() {
        std::filesystem::remove(key);
        std::filesystem::remove(certificate);
    }
    SelfSigned(const SelfSigned&) = delete;
    SelfSigned& operator=(const SelfSigned&) = delete;

    std::string key = ::testing::TempDir() + "ostiary_tls_key.pem";
    std::string certificate = ::testing::TempDir() + "ostiary_tls_certificate.pem";

private:
    static File open(const std::string& name) { return File{std::fopen(name.c_str(), "w")}; }
};

class TlsClient {
public:
    explicit TlsClient(std::uint16_t port) : tcp_(port) {
        const timeval patience{.tv_sec = 10, .tv_usec = 0};
        ::setsockopt(tcp_.native(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    }

    TlsClient& at_most(int version) {
        SSL_CTX_set_max_proto_version(context_.get(), version);
        return *this;
    }
    TlsClient& offering(std::string_view protocols) {
        const std::string wire{protocols};
        const void* const bytes = wire.data();
        SSL_CTX_set_alpn_protos(context_.get(), static_cast<const unsigned char*>(bytes),
                                static_cast<unsigned>(wire.size()));
        return *this;
    }
    bool connect() {
        tls_.reset(SSL_new(context_.get()));
        SSL_set_fd(tls_.get(), tcp_.native());
        return SSL_connect(tls_.get()) == 1;
    }
    std::string ask(std::string_view bytes) {
        SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size()));
        std::string all;
        char part[4096];
        for (int got = SSL_read(tls_.get(), part, sizeof part); got > 0; got = SSL_read(tls_.get(), part, sizeof part))
            all.append(part, static_cast<std::size_t>(got));
        ended_well = SSL_get_shutdown(tls_.get()) == SSL_RECEIVED_SHUTDOWN;
        return all;
    }
    [[nodiscard]] std::string protocol() const {
        const unsigned char* name = nullptr;
        unsigned length = 0;
        SSL_get0_alpn_selected(tls_.get(), &name, &length);
        return {name, name + length};
    }

    /// Whether the server said goodbye, so that what came is known to be whole.
    bool ended_well = false;

private:
    RawClient tcp_;
    Context context_{SSL_CTX_new(TLS_client_method())};
    Session tls_{};
};

struct TlsServer {
    explicit TlsServer(ServerOptions options = {}) : running(with_files(std::move(options))) {
        running.server.mount("/quick/", [](const http::Request& seen) { return http::text(seen.scheme); },
                             {.quick = true});
        running.server.mount("/", [](const http::Request& seen) { return http::text(seen.scheme + seen.body); });
        running.start();
    }
    ServerOptions with_files(ServerOptions options) const {
        options.tls_certificate = files.certificate;
        options.tls_key = files.key;
        return options;
    }
    SelfSigned files{};
    RunningServer running;
};

const std::string request = "POST / HTTP/1.1\r\nHost: app\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbody";

TEST(TlsServer, AnswersOverTls) {
    TlsServer server{{.production = true}};
    TlsClient client{server.running.port};
    ASSERT_TRUE(client.connect());
    const auto answer = client.ask("GET /quick/ HTTP/1.1\r\nHost: app\r\n\r\n" + request);
    EXPECT_EQ(testing::answers_in(answer), 2U);
    EXPECT_TRUE(answer.ends_with("httpsbody")) << answer;
    EXPECT_NE(answer.find("Strict-Transport-Security: "), std::string::npos);
    EXPECT_TRUE(client.ended_well);
}

TEST(TlsServer, RefusesASmuggledRequestOverTls) {
    TlsServer server;
    TlsClient client{server.running.port};
    ASSERT_TRUE(client.connect());
    EXPECT_EQ(status_of(client.ask("GET / HTTP/1.1\r\nHost: app\r\nContent-Length: 5\r\n\r\nhello")), 400);
}

TEST(TlsServer, SpeaksTls12AndNothingOlder) {
    TlsServer server;
    TlsClient newer{server.running.port};
    EXPECT_TRUE(newer.at_most(TLS1_2_VERSION).connect());
    TlsClient older{server.running.port};
    EXPECT_FALSE(older.at_most(TLS1_1_VERSION).connect());
}

TEST(TlsServer, ChoosesHttp11AmongProtocols) {
    TlsServer server;
    TlsClient both{server.running.port};
    ASSERT_TRUE(both.offering("\x02h2\x08http/1.1").connect());
    EXPECT_EQ(both.protocol(), "http/1.1");
    TlsClient other{server.running.port};
    EXPECT_FALSE(other.offering("\x02h2").connect());
}

TEST(TlsServer, DropsAClientThatDoesNotShakeHands) {
    TlsServer server{{.read_timeout = std::chrono::milliseconds(100)}};
    RawClient silent = server.running.connect();
    EXPECT_EQ(silent.read_all(), "");
    EXPECT_TRUE(silent.closed());
    RawClient plain = server.running.connect();
    plain.send("GET / HTTP/1.1\r\nHost: app\r\n\r\n");
    EXPECT_EQ(plain.read_all().find("HTTP"), std::string::npos);
}

TEST(TlsServer, ASlowHeadIsRefusedOverTls) {
    TlsServer server{{.read_timeout = std::chrono::milliseconds(200)}};
    TlsClient client{server.running.port};
    ASSERT_TRUE(client.connect());
    EXPECT_EQ(status_of(client.ask("GET / HTTP/1.1\r\nHost:")), 408);
}

TEST(TlsServer, RefusesAKeyThatIsNotTheCertificates) {
    SelfSigned files;
    EXPECT_THROW(Server({.tls_certificate = files.key, .tls_key = files.key}), ConfigError);
    EXPECT_THROW(Server({.tls_certificate = files.certificate, .tls_key = files.certificate}), ConfigError);
}

}  // namespace
}  // namespace ostiary
