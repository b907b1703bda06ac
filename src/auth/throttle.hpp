#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ostiary/auth/throttle_options.hpp>
#include <ostiary/ports/attempt_store.hpp>
#include <ostiary/values/user.hpp>

namespace ostiary {

/// The two budgets that a try to log in is charged to: the account's and the address's. A try is charged before its
/// password is looked at, so that many at once don't slip through together (security.md, line 27). Thread-safe.
class Throttle {
public:
    /// `realm` keeps accounts of one name in two tables apart. Throws `ConfigError` that names the option.
    Throttle(std::shared_ptr<AttemptStore> store, ThrottleOptions options, std::string realm);

    /// Nothing where the try may go on, otherwise how long to wait.
    [[nodiscard]] std::optional<std::chrono::milliseconds> reserve(const Username& username, std::string_view address,
                                                                   Instant now);
    /// The try was right: the account starts anew, the address gets its try back.
    void clear(const Username& username, std::string_view address);
    /// The try was not evaluated after all.
    void release(const Username& username, std::string_view address);

private:
    [[nodiscard]] std::string account_key(const Username& username) const;
    [[nodiscard]] std::string address_key(std::string_view address) const;

    std::shared_ptr<AttemptStore> store_;
    ThrottleOptions options_;
    std::string realm_;
};

}  // namespace ostiary
