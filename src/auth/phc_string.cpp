#include <charconv>

#include "auth/argon2id.hpp"
#include "values/encoding.hpp"

namespace ostiary {
namespace {

/// Reads a text from left to right. Once something isn't as it must be, `failed` stays.
class PhcReader {
public:
    explicit PhcReader(std::string_view text) : rest_(text) {}

    void expect(std::string_view literal) {
        if (!rest_.starts_with(literal)) failed_ = true;
        if (!failed_) rest_.remove_prefix(literal.size());
    }

    /// Decimal, without sign or leading zeros, as the PHC format demands.
    std::uint32_t number() {
        std::uint32_t value = 0;
        const auto [end, fault] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
        if (fault != std::errc{} || rest_.front() == '0') failed_ = true;
        if (!failed_) rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return value;
    }

    /// Unpadded base64 up to the next `$` or the end.
    std::vector<std::byte> bytes(std::size_t least, std::size_t most) {
        const std::string_view text = rest_.substr(0, rest_.find('$'));
        auto decoded = text.contains('=') ? std::nullopt : from_base64(text);
        if (!decoded || decoded->size() < least || decoded->size() > most) {
            failed_ = true;
            return {};
        }
        rest_.remove_prefix(text.size());
        return std::move(*decoded);
    }

    [[nodiscard]] bool succeeded() const { return !failed_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool failed_ = false;
};

std::string unpadded_base64(std::span<const std::byte> bytes) {
    std::string text = to_base64url(bytes);
    for (char& c : text) c = c == '-' ? '+' : c == '_' ? '/' : c;
    return text;
}

}  // namespace

std::optional<Argon2idHash> Argon2idHash::parse(std::string_view text) {
    constexpr std::size_t longest = 512;
    if (text.size() > longest) return std::nullopt;
    PhcReader reader{text};
    Argon2idHash hash;
    reader.expect("$argon2id$v=19$m=");
    hash.cost.memory_kib = reader.number();
    reader.expect(",t=");
    hash.cost.iterations = reader.number();
    reader.expect(",p=");
    hash.cost.parallelism = reader.number();
    reader.expect("$");
    hash.salt = reader.bytes(8, 64);
    reader.expect("$");
    hash.tag = reader.bytes(16, 64);
    if (!reader.succeeded() || !hash.cost.is_bearable()) return std::nullopt;
    return hash;
}

std::string Argon2idHash::to_phc() const {
    return "$argon2id$v=19$m=" + std::to_string(cost.memory_kib) + ",t=" + std::to_string(cost.iterations) +
           ",p=" + std::to_string(cost.parallelism) + "$" + unpadded_base64(salt) + "$" + unpadded_base64(tag);
}

}  // namespace ostiary
