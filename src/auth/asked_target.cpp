#include "auth/asked_target.hpp"

#include <algorithm>
#include <string_view>

#include "values/ascii.hpp"
#include "values/encoding.hpp"

namespace ostiary {
namespace {

bool is_target_character(char c) noexcept {
    return c > ' ' && c < 0x7F && c != '#';
}

bool is_digit_text(std::string_view text) noexcept {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_host_name(std::string_view name) noexcept {
    return !name.empty() && name.size() <= 253 && !name.starts_with('.') && !name.ends_with('.') &&
           !name.contains("..") && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
    });
}

bool is_bracketed_address(std::string_view name) noexcept {
    return name.size() > 2 && name.starts_with('[') && name.ends_with(']') &&
           std::ranges::all_of(name.substr(1, name.size() - 2), [](char c) {
        return (c >= 'a' && c <= 'f') || (c >= '0' && c <= '9') || c == ':' || c == '.';
    });
}

/// The path of a target as every reader decodes it.
std::optional<std::string> plain_path(std::string_view target) {
    if (!std::ranges::all_of(target, is_target_character)) return std::nullopt;
    const std::string_view raw = target.substr(0, target.find('?'));
    auto decoded = percent_decode(raw);
    if (!decoded || http::normalise_path(raw) != decoded || !is_plain_path(*decoded)) return std::nullopt;
    return decoded;
}

}  // namespace

bool is_plain_path(std::string_view path) {
    return path.find_first_of(";?#") == std::string_view::npos && !path.contains("//") &&
           http::normalise_path(percent_encode(path)) == path;
}

std::optional<std::string> plain_host(std::string_view host) {
    const std::size_t colon = host.rfind(':');
    const bool has_port = colon != std::string_view::npos && !host.ends_with(']');
    if (has_port && !is_digit_text(host.substr(colon + 1))) return std::nullopt;
    std::string name = to_lower(has_port ? host.substr(0, colon) : host);
    if (!is_host_name(name) && !is_bracketed_address(name)) return std::nullopt;
    return name;
}

bool is_method(std::string_view text) noexcept {
    return !text.empty() && text.size() <= 32 &&
           std::ranges::all_of(text, [](char c) { return (c >= 'A' && c <= 'Z') || c == '-'; });
}

std::optional<AskedTarget> read_asked_target(const http::Asked& asked, std::string_view host) {
    if (!is_method(asked.method)) return std::nullopt;
    auto name = plain_host(host);
    auto path = plain_path(asked.target);
    if (!name || !path) return std::nullopt;
    return AskedTarget{.method = asked.method, .host = std::move(*name), .path = std::move(*path)};
}

}  // namespace ostiary
