#include "auth/throttle.hpp"

#include <utility>

#include <ostiary/auth/username.hpp>
#include <ostiary/values/errors.hpp>

#include "auth/client.hpp"

namespace ostiary {
namespace {

/// Budgets over different times are different ones: the shorter would otherwise end the longer.
std::string with_window(std::string key, std::chrono::seconds window) {
    return key + "/" + std::to_string(window.count());
}

}  // namespace

Throttle::Throttle(std::shared_ptr<AttemptStore> store, ThrottleOptions options, AccountRealm realm)
    : store_(std::move(store)), options_(options), realm_(std::move(realm)) {
    if (options_.account_window <= std::chrono::seconds(0))
        throw ConfigError("throttle.account_window must be positive");
    if (options_.address_window <= std::chrono::seconds(0))
        throw ConfigError("throttle.address_window must be positive");
    if (options_.ipv6_prefix < 1 || options_.ipv6_prefix > 128)
        throw ConfigError("throttle.ipv6_prefix must be 1 to 128");
}

std::string Throttle::account_key(std::string_view name) const {
    const auto username = canonical_username(name);
    // What can name no user shares one budget, under a key that no name has.
    const std::string name_key = !username ? "\x01" : realm_.tells_spellings_apart ? username->text : username->key;
    return with_window("account:" + realm_.table + ":" + name_key, options_.account_window);
}

std::string Throttle::address_key(std::string_view address) const {
    return with_window("address:" + client_network(address, options_.ipv6_prefix), options_.address_window);
}

std::optional<std::chrono::milliseconds> Throttle::reserve_address(std::string_view address, Instant now) {
    return charge({address_key(address), options_.address_limit, options_.address_window}, now);
}

std::optional<std::chrono::milliseconds> Throttle::reserve_account(std::string_view name, Instant now) {
    return charge({account_key(name), options_.account_limit, options_.account_window}, now);
}

std::optional<std::chrono::milliseconds> Throttle::charge(AttemptBudget budget, Instant now) {
    if (budget.limit == 0) return std::nullopt;
    return store_->reserve({&budget, 1}, now);
}

std::optional<std::chrono::milliseconds> Throttle::reserve(std::string_view name, std::string_view address,
                                                           Instant now) {
    if (const auto wait = reserve_address(address, now)) return wait;
    const auto wait = reserve_account(name, now);
    if (wait) release_address(address);
    return wait;
}

void Throttle::clear(std::string_view name, std::string_view address) {
    store_->forget(account_key(name));
    release_address(address);
}

void Throttle::release_address(std::string_view address) {
    give_back(address_key(address));
}

void Throttle::release_account(std::string_view name) {
    give_back(account_key(name));
}

void Throttle::release(std::string_view name, std::string_view address) {
    release_account(name);
    release_address(address);
}

void Throttle::give_back(std::string key) {
    store_->release({&key, 1});
}

}  // namespace ostiary
