#include "values/network.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace ostiary {
namespace {

constexpr std::array<std::uint8_t, 12> v4_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
    // inet_pton wants a terminated text; a NUL inside would hide what follows.
    if (text.size() > INET6_ADDRSTRLEN || text.contains('\0')) return std::nullopt;
    const std::string terminated{text};
    IpAddress address;
    if (inet_pton(AF_INET6, terminated.c_str(), address.bytes_.data()) == 1) return address;
    if (inet_pton(AF_INET, terminated.c_str(), address.bytes_.data() + v4_prefix.size()) != 1) return std::nullopt;
    std::ranges::copy(v4_prefix, address.bytes_.begin());
    return address;
}

bool IpAddress::is_v4() const noexcept {
    return std::equal(v4_prefix.begin(), v4_prefix.end(), bytes_.begin());
}

bool IpAddress::is_loopback() const noexcept {
    if (is_v4()) return bytes_[12] == 127;
    return std::all_of(bytes_.begin(), bytes_.end() - 1, [](auto byte) { return byte == 0; }) && bytes_[15] == 1;
}

std::string IpAddress::to_text() const {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const void* source = is_v4() ? bytes_.data() + v4_prefix.size() : bytes_.data();
    inet_ntop(is_v4() ? AF_INET : AF_INET6, source, text.data(), text.size());
    return text.data();
}

IpAddress IpAddress::masked(unsigned bits) const noexcept {
    const unsigned kept = is_v4() ? std::min(bits, 32U) + 96 : std::min(bits, 128U);
    IpAddress result = *this;
    for (unsigned i = 0; i < result.bytes_.size(); ++i) {
        const unsigned in_byte = std::min(kept - std::min(kept, i * 8), 8U);
        result.bytes_[i] = static_cast<std::uint8_t>(result.bytes_[i] & (0xFF00U >> in_byte));
    }
    return result;
}

std::optional<Network> Network::parse(std::string_view text) {
    const std::size_t slash = text.find('/');
    const auto address = IpAddress::parse(text.substr(0, slash));
    if (!address) return std::nullopt;
    Network network;
    const unsigned most = address->is_v4() ? 32 : 128;
    network.bits_ = most;
    if (slash != std::string_view::npos) {
        const std::string_view digits = text.substr(slash + 1);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), network.bits_);
        if (error != std::errc{} || end != digits.data() + digits.size() || network.bits_ > most) return std::nullopt;
    }
    network.base_ = address->masked(network.bits_);
    return network;
}

bool Network::contains(const IpAddress& address) const noexcept {
    return address.is_v4() == base_.is_v4() && address.masked(bits_) == base_;
}

}  // namespace ostiary
