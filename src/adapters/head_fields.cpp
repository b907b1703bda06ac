#include "adapters/head_fields.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include <ostiary/values/headers.hpp>

#include "values/ascii.hpp"

namespace ostiary {
namespace {

bool is_alphanumeric(char c) noexcept {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Each byte of each header's name is looked up here.
constexpr auto token_bytes = [] {
    std::array<bool, 256> allowed{};
    for (const char c :
         std::string_view{"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&'*+-.^_`|~"})
        allowed[static_cast<unsigned char>(c)] = true;
    return allowed;
}();

bool is_port(std::string_view text) noexcept {
    std::uint16_t port = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), port);
    return !text.empty() && fault == std::errc{} && end == text.data() + text.size();
}

bool is_bracketed_ipv6(std::string_view text) noexcept {
    if (text.size() < 4 || !text.starts_with('[') || !text.ends_with(']')) return false;
    const std::string_view inside = text.substr(1, text.size() - 2);
    return std::ranges::all_of(
        inside, [](char c) { return std::string_view{"0123456789abcdefABCDEF:."}.find(c) != std::string_view::npos; });
}

bool lists(std::string_view value, std::string_view wanted) {
    while (true) {
        const std::size_t comma = value.find(',');
        if (same_ignoring_case(trim(value.substr(0, comma)), wanted)) return true;
        if (comma == std::string_view::npos) return false;
        value.remove_prefix(comma + 1);
    }
}

void note(SeenField& field, std::string_view value) noexcept {
    ++field.count;
    field.value = value;
}

}  // namespace

bool is_token(std::string_view text) noexcept {
    return !text.empty() &&
           std::ranges::all_of(text, [](char c) { return token_bytes[static_cast<unsigned char>(c)]; });
}

bool is_field_value(std::string_view value) noexcept {
    return std::ranges::all_of(value, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
    });
}

bool is_host(std::string_view text) noexcept {
    constexpr std::size_t longest_name = 255;
    const std::size_t colon = text.rfind(':');
    const bool has_port = colon != std::string_view::npos && !text.ends_with(']');
    if (has_port && !is_port(text.substr(colon + 1))) return false;
    const std::string_view name = has_port ? text.substr(0, colon) : text;
    if (name.empty() || name.size() > longest_name) return false;
    if (name.starts_with('[')) return is_bracketed_ipv6(name);
    return std::ranges::all_of(name, [](char c) { return is_alphanumeric(c) || c == '-' || c == '.' || c == '_'; });
}

bool same_ignoring_case(std::string_view a, std::string_view b) noexcept {
    return a.size() == b.size() && http::same_name(a, b);
}

bool HeadFields::take(std::string_view line) {
    ++total;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return false;
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = trim(line.substr(colon + 1));
    if (!is_field_value(value)) return false;

    if (same_ignoring_case(name, "Host")) note(host, value);
    if (same_ignoring_case(name, "Content-Length")) note(content_length, value);
    if (same_ignoring_case(name, "Transfer-Encoding")) note(transfer_encoding, value);
    if (same_ignoring_case(name, "Expect")) note(expect, value);
    if (same_ignoring_case(name, "Connection")) {
        says_close = says_close || lists(value, "close");
        says_keep_alive = says_keep_alive || lists(value, "keep-alive");
    }
    return true;
}

}  // namespace ostiary
