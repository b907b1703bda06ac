#include "page_wrapper_settings.hpp"

#include <array>

namespace ostiary::program {
namespace {

using S = Settings;

constexpr std::array around_pages{
    Setting{"rate-limit",
            &S::rate_limit,
            "0",
            "N",
            "Requests that a client address may make to the pages at once; they come back within --rate-timespan. "
            "Beyond it the answer is 429. Behind a proxy name it in --trusted-proxies first, or all its users are one "
            "client. 0: no limit.",
            {0, 1'000'000}},
    Setting{"rate-timespan",
            &S::rate_timespan,
            "5m",
            "DURATION",
            "Within which a spent --rate-limit is whole again.",
            {1, 31'536'000}},
    Setting{"rate-block-duration",
            &S::rate_block_duration,
            "0",
            "DURATION",
            "How long a client that exceeds --rate-limit is refused altogether; 0: until its next request has come "
            "back.",
            {0, 31'536'000}},
    Setting{"rate-shared", &S::rate_shared, "false", "",
            "Count in the database, for all processes on it and across restarts; costs a durable write a request."},
    Setting{"csrf-token", &S::csrf_token, "false", "",
            "Ask for a token in each form and each JSON request, besides the check of the origin. Programs that log in "
            "must then fetch one first, see docs/csrf.md."},
};

}  // namespace

std::span<const Setting> page_wrapper_settings() {
    return around_pages;
}

}  // namespace ostiary::program
