#include <ostiary/auth/password_hashing.hpp>

#include <algorithm>
#include <string>
#include <thread>

#include <ostiary/values/errors.hpp>

#include "auth/argon2id.hpp"
#include "auth/pooled_password_hasher.hpp"

namespace ostiary {
namespace {

constexpr std::size_t most_slots = 1024;
constexpr std::size_t longest_queue = 100'000;

template <class Number>
void require(const char* field, Number value, Number least, Number most) {
    if (value >= least && value <= most) return;
    throw ConfigError(std::string{"password hashing: "} + field + " is " + std::to_string(value) + ", must be " +
                      std::to_string(least) + " to " + std::to_string(most));
}

void check(const PasswordHashing& options) {
    require("memory_kib", options.memory_kib, 19'456U, 1024U * 1024U);
    require("iterations", options.iterations, 2U, 64U);
    require("parallelism", options.parallelism, 1U, 16U);
    require<std::size_t>("slots", options.slots, 0, most_slots);
    require<std::size_t>("queue", options.queue, 0, longest_queue);
    // What is made here must also be verified here.
    if (!Argon2idCost{options.memory_kib, options.iterations, options.parallelism}.is_bearable()) {
        throw ConfigError("password hashing: memory_kib times iterations is over 4194304, seconds a login");
    }
}

std::size_t default_slots() {
    return std::max(std::thread::hardware_concurrency(), 2U) - 1U;
}

}  // namespace

std::shared_ptr<PasswordHasher> make_password_hasher(const PasswordHashing& options) {
    check(options);
    PasswordHashing chosen = options;
    if (chosen.slots == 0) chosen.slots = default_slots();
    return std::make_shared<PooledPasswordHasher>(chosen);
}

std::shared_ptr<PasswordHasher> default_password_hasher() {
    static const auto hasher = make_password_hasher({});
    return hasher;
}

}  // namespace ostiary
