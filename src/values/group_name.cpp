#include <ostiary/values/group_name.hpp>

#include <algorithm>

#include <ostiary/values/errors.hpp>

namespace ostiary {
namespace {

constexpr std::size_t longest = 64;

bool is_letter_or_digit(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool is_group_name(std::string_view text) noexcept {
    return !text.empty() && text.size() <= longest && is_letter_or_digit(text.front()) &&
           std::ranges::all_of(text, [](char c) { return is_letter_or_digit(c) || c == '-' || c == '_' || c == '.'; });
}

}  // namespace

GroupName::GroupName(std::string_view text) : text_(text) {
    if (!is_group_name(text))
        throw ConfigError(
            "a group is named by 1 to 64 lower-case letters, digits, dots, hyphens and underscores, a letter or digit "
            "first");
    if (text == "admin" || text == "superuser")
        throw ConfigError("no group is named " + text_ + ": that is a mark, which `user add` gives");
}

}  // namespace ostiary
