#include <ostiary/auth/email_address.hpp>

#include <algorithm>

namespace ostiary {
namespace {

bool is_ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_letter_or_digit(char c) {
    return is_ascii_letter(c) || (c >= '0' && c <= '9');
}

bool is_atom(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return is_letter_or_digit(c) || std::string_view{"!#$%&'*+/=?^_`{|}~-"}.contains(c);
    });
}

bool is_domain_label(std::string_view text) {
    return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
           std::ranges::all_of(text, [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

template <class Rule>
bool is_each(std::string_view text, Rule rule) {
    for (;;) {
        const std::size_t dot = text.find('.');
        if (!rule(text.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        text.remove_prefix(dot + 1);
    }
}

bool is_mail_domain(std::string_view text) {
    const std::size_t last = text.rfind('.');
    return last != std::string_view::npos && is_each(text, is_domain_label) &&
           std::ranges::any_of(text.substr(last), is_ascii_letter);
}

}  // namespace

bool is_email_address(std::string_view text) {
    constexpr std::size_t longest = 254, longest_local = 64;
    const std::size_t at = text.find('@');
    if (text.size() > longest || at == std::string_view::npos || at > longest_local) return false;
    return is_each(text.substr(0, at), is_atom) && is_mail_domain(text.substr(at + 1));
}

}  // namespace ostiary
