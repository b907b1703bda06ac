#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <ostiary/auth/throttle_options.hpp>
#include <ostiary/ports/attempt_store.hpp>

namespace ostiary {

/// Whose accounts: those of one name in two tables are two, and so are two spellings where the store tells them apart.
struct AccountRealm {
    std::string table{};
    bool tells_spellings_apart = false;
};

/// The two budgets that a try to log in is charged to: the address's before anything is asked on its behalf, the
/// account's before its password is looked at, so that many at once don't slip through together (security.md, line 27).
/// An account is known by the name that was typed, whether it exists or not. Thread-safe.
class Throttle {
public:
    /// Throws `ConfigError` that names the option.
    Throttle(std::shared_ptr<AttemptStore> store, ThrottleOptions options, AccountRealm realm);

    /// Each gives nothing where the try may go on, otherwise how long to wait.
    [[nodiscard]] std::optional<std::chrono::milliseconds> reserve_address(std::string_view address, Instant now);
    [[nodiscard]] std::optional<std::chrono::milliseconds> reserve_account(std::string_view name, Instant now);
    /// Both at once, where nothing is asked in between.
    [[nodiscard]] std::optional<std::chrono::milliseconds> reserve(std::string_view name, std::string_view address,
                                                                   Instant now);
    /// The try was right: the account starts anew, the address gets its try back.
    void clear(std::string_view name, std::string_view address);
    /// The try was not evaluated after all.
    void release_address(std::string_view address);
    void release_account(std::string_view name);
    void release(std::string_view name, std::string_view address);

    /// What stands for the client: an IPv4 address, or an IPv6 network.
    [[nodiscard]] std::string address_key(std::string_view address) const;

private:
    [[nodiscard]] std::string account_key(std::string_view name) const;
    [[nodiscard]] std::optional<std::chrono::milliseconds> charge(AttemptBudget budget, Instant now);
    void give_back(std::string key);

    std::shared_ptr<AttemptStore> store_;
    ThrottleOptions options_;
    AccountRealm realm_;
};

}  // namespace ostiary
