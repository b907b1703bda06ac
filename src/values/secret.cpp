#include <ostiary/values/secret.hpp>

#include <openssl/crypto.h>

#include <utility>

namespace ostiary {

Secret::Secret(std::string text) : text_(text) {
    OPENSSL_cleanse(text.data(), text.size());
}

Secret::Secret(const Secret& other) = default;

// A moved-from std::string keeps a short text in place, so a move is a swap: each text is wiped by its last owner.
Secret::Secret(Secret&& other) noexcept {
    text_.swap(other.text_);
}

Secret& Secret::operator=(Secret other) noexcept {
    text_.swap(other.text_);
    return *this;
}

Secret::~Secret() {
    OPENSSL_cleanse(text_.data(), text_.size());
}

}  // namespace ostiary
