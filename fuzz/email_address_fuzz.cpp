#include <ostiary/auth/email_address.hpp>

#include <algorithm>

#include "fuzz_target.hpp"

OSTIARY_FUZZ_TARGET(email_address) {
    if (!ostiary::is_email_address(input)) return;
    ostiary::fuzz::require(input.size() <= 254, "it fits a mail's envelope");
    ostiary::fuzz::require(std::ranges::count(input, '@') == 1, "it has exactly one @");
    ostiary::fuzz::require(std::ranges::all_of(input, [](char c) { return c > ' ' && c < '\x7f'; }),
                           "it is printable ASCII without a space");
    ostiary::fuzz::require(input.find_first_of("<>,;:\"()[]\\") == std::string_view::npos,
                           "it can be no list, no name and no header");
}
