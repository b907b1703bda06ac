#include <chrono>
#include <cstdio>
#include <ctime>
#include <memory>

#include <openssl/pem.h>
#include <openssl/x509.h>

#include "doctor_checks.hpp"

namespace ostiary::program {
namespace {

using Level = Finding::Level;

template <auto Free>
struct Freed {
    // NOLINTNEXTLINE(cppcoreguidelines-owning-memory): the owner is the pointer that this is the deleter of.
    void operator()(auto* object) const { Free(object); }
};
using File = std::unique_ptr<std::FILE, Freed<std::fclose>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;

File open_file(const std::string& path) {
    return File{std::fopen(path.c_str(), "re")};
}

/// No passphrase is asked for: nobody would be there to give it to a server.
int no_passphrase(char*, int, int, void*) {
    return 0;
}

Finding judge_expiry(const X509* certificate) {
    constexpr std::time_t two_weeks = 14 * 24 * 3600;
    std::time_t soon = std::time(nullptr) + two_weeks;
    const ASN1_TIME* end = X509_get0_notAfter(certificate);
    if (X509_cmp_current_time(X509_get0_notBefore(certificate)) > 0)
        return {Level::fail, "TLS", "the certificate is not valid yet: check the clock, or wait"};
    if (X509_cmp_current_time(end) < 0) return {Level::fail, "TLS", "the certificate has expired: renew it"};
    if (X509_cmp_time(end, &soon) < 0) return {Level::warn, "TLS", "the certificate expires within 14 days: renew it"};
    return {Level::ok, "TLS", "the certificate is valid and fits the key"};
}

}  // namespace

Findings check_tls(const Settings& settings) {
    if (settings.tls_certificate.empty() && settings.tls_key.empty())
        return {{Level::ok, "TLS", "off: a proxy in front has to encrypt"}};
    const File certificate_file = open_file(settings.tls_certificate);
    const File key_file = open_file(settings.tls_key);
    if (!certificate_file || !key_file)
        return {{Level::fail, "TLS", "tls_certificate or tls_key can't be read: both must name a PEM file"}};
    const Certificate certificate{PEM_read_X509(certificate_file.get(), nullptr, nullptr, nullptr)};
    const Key key{PEM_read_PrivateKey(key_file.get(), nullptr, no_passphrase, nullptr)};
    if (!certificate || !key)
        return {{Level::fail, "TLS", "tls_certificate or tls_key is no PEM file without a passphrase"}};
    if (X509_check_private_key(certificate.get(), key.get()) != 1)
        return {{Level::fail, "TLS", "tls_key is not the key of tls_certificate"}};
    Findings findings{judge_expiry(certificate.get())};
    for (Finding& finding : check_privacy(settings.tls_key, Level::warn)) findings.push_back(std::move(finding));
    return findings;
}

}  // namespace ostiary::program
