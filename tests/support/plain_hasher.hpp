#pragma once

#include <atomic>
#include <functional>
#include <string>

#include <ostiary/ports/password_hasher.hpp>
#include <ostiary/values/errors.hpp>

namespace ostiary::testing {

/// A hasher that costs nothing, for tests of what stands around one: `plain:` and the password. It counts, and can be
/// told to be busy.
class PlainHasher : public PasswordHasher {
public:
    [[nodiscard]] std::string hash(const Secret& password) override {
        spend();
        if (on_hash) on_hash();
        return "plain:" + std::string{password.reveal()};
    }
    [[nodiscard]] bool verify(const Secret& password, std::string_view stored) override {
        spend();
        const std::string text{password.reveal()};
        return stored == "plain:" + text || stored == "old:" + text;
    }
    [[nodiscard]] bool should_upgrade(const Secret& /*password*/, std::string_view stored) const override {
        return !stored.starts_with("plain:");
    }
    [[nodiscard]] Load load() const override { return {.slots = 2, .queue = 2}; }

    std::atomic<bool> busy{false};
    std::atomic<int> spent{0};
    std::function<void()> on_hash{};

private:
    void spend() {
        if (busy) throw HashingBusy("busy");
        ++spent;
    }
};

}  // namespace ostiary::testing
