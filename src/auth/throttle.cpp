#include "auth/throttle.hpp"

#include <array>
#include <utility>

#include <ostiary/values/errors.hpp>

#include "values/network.hpp"

namespace ostiary {

Throttle::Throttle(std::shared_ptr<AttemptStore> store, ThrottleOptions options, std::string realm)
    : store_(std::move(store)), options_(options), realm_(std::move(realm)) {
    if (options_.account_window <= std::chrono::seconds(0))
        throw ConfigError("throttle.account_window must be positive");
    if (options_.address_window <= std::chrono::seconds(0))
        throw ConfigError("throttle.address_window must be positive");
    if (options_.ipv6_prefix < 1 || options_.ipv6_prefix > 128)
        throw ConfigError("throttle.ipv6_prefix must be 1 to 128");
}

std::string Throttle::account_key(const Username& username) const {
    return "account:" + realm_ + ":" + username.key;
}

std::string Throttle::address_key(std::string_view address) const {
    const auto parsed = IpAddress::parse(address);
    if (!parsed) return "address:" + std::string{address};
    return "address:" + parsed->masked(parsed->is_v4() ? 32 : options_.ipv6_prefix).to_text();
}

std::optional<std::chrono::milliseconds> Throttle::reserve(const Username& username, std::string_view address,
                                                           Instant now) {
    std::vector<AttemptBudget> budgets;
    if (options_.account_limit > 0) {
        budgets.push_back({account_key(username), options_.account_limit, options_.account_window});
    }
    if (options_.address_limit > 0) {
        budgets.push_back({address_key(address), options_.address_limit, options_.address_window});
    }
    return store_->reserve(budgets, now);
}

void Throttle::clear(const Username& username, std::string_view address) {
    const std::array keys{address_key(address)};
    store_->forget(account_key(username));
    store_->release(keys);
}

void Throttle::release(const Username& username, std::string_view address) {
    const std::array keys{account_key(username), address_key(address)};
    store_->release(keys);
}

}  // namespace ostiary
