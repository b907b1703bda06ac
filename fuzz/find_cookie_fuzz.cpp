#include <ostiary/values/cookie.hpp>

#include "fuzz_target.hpp"

// Each line is one Cookie header.
OSTIARY_FUZZ_TARGET(find_cookie) {
    constexpr std::string_view name = "__Host-id";
    ostiary::http::Headers headers;
    for (std::string_view rest = input; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        headers.add("Cookie", std::string{rest.substr(0, end)});
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    const auto match = ostiary::http::find_cookie(headers, name);
    ostiary::fuzz::require(!(match.repeated && match.value), "of several none is taken");
    if (!match.value && !match.repeated) return;
    ostiary::fuzz::require(input.find(std::string{name} + "=") != std::string_view::npos, "the name stands there");
    if (!match.value) return;
    ostiary::fuzz::require(match.value->find_first_of(";\n") == std::string_view::npos, "a value ends with its pair");

    headers.add("Cookie", std::string{name} + "=another");
    ostiary::fuzz::require(ostiary::http::find_cookie(headers, name).repeated, "a second one is noticed");
}
