#pragma once

#include <string>
#include <vector>

#include <ostiary/values/handler.hpp>

namespace ostiary {

/// Believes `X-Forwarded-For`, `-Proto`, `-Host`, and what `verify` goes by (`-Uri` and `-Method`, or `X-Original-URI`,
/// `-URL` and `-Method`), but only from the peers listed: addresses or networks such as
/// `10.0.0.0/8` or `::1`. The chain is read from the right, past trusted hops, to the first address that is none of
/// them (security.md, lines 25 and 62). From any other peer they are ignored. An empty list trusts nobody. Throws
/// `ConfigError` for what is no network.
[[nodiscard]] Handler forwarded(Handler next, std::vector<std::string> trusted_proxies);

}  // namespace ostiary
