#include "auth/bcrypt_scheme.hpp"

#include <crypt.h>
#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>

#include "auth/constant_time.hpp"
#include "values/encoding.hpp"

namespace ostiary {
namespace {

constexpr std::string_view django_plain = "bcrypt$";
constexpr std::string_view django_sha256 = "bcrypt_sha256$";
constexpr std::size_t bytes_read = 72;

bool is_bcrypt(std::string_view text) {
    return text.starts_with("$2a$") || text.starts_with("$2b$") || text.starts_with("$2y$");
}

/// `$2b$CC$` and 53 characters of bcrypt's own base64. More than 15, which takes seconds, is refused.
bool is_bearable(std::string_view text) {
    constexpr std::size_t length = 60;
    if (text.size() != length || !is_bcrypt(text) || text[6] != '$') return false;
    const std::string_view cost = text.substr(4, 2);
    if (cost < "04" || cost > "15" || cost[1] < '0' || cost[1] > '9') return false;
    return std::ranges::all_of(text.substr(7), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '.' && c <= '9');
    });
}

/// libcrypt's working memory, 32 KiB, wiped after use.
class CryptMemory {
public:
    CryptMemory() : data_(std::make_unique<crypt_data>()) {}
    ~CryptMemory() { OPENSSL_cleanse(data_.get(), sizeof(crypt_data)); }
    CryptMemory(const CryptMemory&) = delete;
    CryptMemory& operator=(const CryptMemory&) = delete;

    crypt_data* get() { return data_.get(); }

private:
    std::unique_ptr<crypt_data> data_;
};

Secret sha256_hex(const Secret& password) {
    const std::string_view text = password.reveal();
    std::array<std::byte, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
           reinterpret_cast<unsigned char*>(digest.data()));
    return Secret{to_hex(digest)};
}

bool matches(const Secret& password, const std::string& stored) {
    CryptMemory memory;
    // libcrypt refuses more than 512 bytes, of which bcrypt would read 72.
    std::ranges::copy(password.reveal().substr(0, bytes_read), memory.get()->input);
    const char* const computed = ::crypt_r(memory.get()->input, stored.c_str(), memory.get());
    if (!computed) return false;
    return same_bytes(std::as_bytes(std::span{std::string_view{computed}}), std::as_bytes(std::span{stored}));
}

}  // namespace

bool BcryptScheme::owns(std::string_view stored) const {
    return is_bcrypt(stored) || stored.starts_with(django_plain) || stored.starts_with(django_sha256);
}

std::optional<bool> BcryptScheme::verify(const Secret& password, std::string_view stored,
                                         Argon2Arena& /*arena*/) const {
    const bool sha256 = stored.starts_with(django_sha256);
    if (sha256) {
        stored.remove_prefix(django_sha256.size());
    } else if (stored.starts_with(django_plain)) {
        stored.remove_prefix(django_plain.size());
    }
    if (!is_bearable(stored)) return std::nullopt;
    const Secret given = sha256 ? sha256_hex(password) : password;
    const bool right = matches(given, std::string{stored});
    // bcrypt stops at a NUL, so that whatever follows it would match.
    return right && !given.reveal().contains('\0');
}

}  // namespace ostiary
