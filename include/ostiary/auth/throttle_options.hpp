#pragma once

#include <chrono>
#include <cstdint>

namespace ostiary {

/// How many failed logins are evaluated before the answer is 429. Counted in the store, so for all processes on it and
/// across restarts. A right password opens the account's budget anew and doesn't count for the address. 0 turns a limit
/// off, which lets passwords be guessed at the speed of the hashing slots.
struct ThrottleOptions {
    /// Tries per account, whoever makes them. Protects a weak password; costs a stranger's ability to make its owner
    /// wait out the window. (NIST SP 800-63B-4, 3.2.2 allows up to 100.)
    std::uint32_t account_limit = 10;
    std::chrono::seconds account_window = std::chrono::minutes(5);
    /// Tries per IPv4 address or IPv6 network, whatever the account. Protects against one password tried on many
    /// accounts; a large office behind one address may want more.
    std::uint32_t address_limit = 100;
    std::chrono::seconds address_window = std::chrono::minutes(5);
    /// How many leading bits of an IPv6 address count as one client: a customer usually gets a /64.
    unsigned ipv6_prefix = 64;
};

}  // namespace ostiary
