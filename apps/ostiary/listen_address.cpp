#include "listen_address.hpp"

#include <charconv>

#include <ostiary/values/errors.hpp>

namespace ostiary::program {

ListenAddress parse_listen_address(std::string_view text, std::string_view setting) {
    const auto refuse = [&] {
        throw ConfigError(std::string{setting} + " must be ADDRESS:PORT, such as 127.0.0.1:8000 or [::1]:8000");
    };
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) refuse();
    std::string_view host = text.substr(0, colon);
    const bool bracketed = host.starts_with('[') && host.ends_with(']') && host.size() > 2;
    if (bracketed) host = host.substr(1, host.size() - 2);
    if (host.empty() || host.find_first_of("[]") != std::string_view::npos || bracketed != host.contains(':')) refuse();
    const std::string_view digits = text.substr(colon + 1);
    ListenAddress address{.host = std::string{host}};
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), address.port);
    if (fault != std::errc{} || end != digits.data() + digits.size()) refuse();
    return address;
}

}  // namespace ostiary::program
