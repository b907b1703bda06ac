#include "stores/identifier.hpp"

#include <algorithm>
#include <cstddef>

#include <ostiary/values/errors.hpp>

namespace ostiary {
namespace {

constexpr std::size_t longest = 63;  // what PostgreSQL keeps of a name

bool is_letter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

}  // namespace

bool Identifier::is_plain(std::string_view name) noexcept {
    if (name.empty() || name.size() > longest || !is_letter(name.front())) return false;
    return std::ranges::all_of(name, [](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

Identifier::Identifier(std::string_view name) : name_(name) {
    if (!is_plain(name)) {
        throw ConfigError("table name `" + name_ +
                          "` must be a letter or _, then letters, digits and _, 63 characters at most");
    }
}

}  // namespace ostiary
