#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include <ostiary/values/secret.hpp>

namespace ostiary {

/// Turns passwords into what may be stored, and checks them. Thread-safe. Each call takes tens of milliseconds and one
/// of the bounded slots; where all are taken and the queue is full it throws `HashingBusy`.
class PasswordHasher {
public:
    virtual ~PasswordHasher() = default;

    /// A PHC string with a salt of its own, under the present parameters.
    [[nodiscard]] virtual std::string hash(const Secret& password) = 0;
    /// False also for a hash of an unknown kind, for a damaged and for an empty one; each of these costs as much as a
    /// wrong password does.
    [[nodiscard]] virtual bool verify(const Secret& password, std::string_view stored) = 0;
    /// Whether `password`, which was found to match `stored`, should be hashed anew: the kind is another one or weaker
    /// than what `hash` would make now, and this is the very password that was set (bcrypt reads 72 bytes alone).
    [[nodiscard]] virtual bool should_upgrade(const Secret& password, std::string_view stored) const = 0;

    struct Load {
        std::size_t slots = 0;  ///< How many hash at once.
        std::size_t queue = 0;  ///< How many may wait.
        std::size_t running = 0;
        std::size_t waiting = 0;
    };
    [[nodiscard]] virtual Load load() const = 0;
};

}  // namespace ostiary
