#include "auth/argon2id.hpp"

#include <argon2.h>

#include <algorithm>
#include <stdexcept>

#include <ostiary/values/errors.hpp>

#include "values/random.hpp"

namespace ostiary {
namespace {

constexpr std::size_t salt_bytes = 16;
constexpr std::size_t tag_bytes = 32;

constexpr std::uint32_t most_memory_kib = 1024 * 1024;
constexpr std::uint32_t most_iterations = 64;
constexpr std::uint32_t most_lanes = 64;
/// KiB written in all: about three seconds.
constexpr std::uint64_t most_work = 4ULL * 1024 * 1024;

/// libargon2's allocator hook carries no argument of the caller's. With one thread it is called by the hashing thread.
thread_local Argon2Arena* hashing_arena = nullptr;

class ArenaInUse {
public:
    explicit ArenaInUse(Argon2Arena& arena) { hashing_arena = &arena; }
    ~ArenaInUse() { hashing_arena = nullptr; }
    ArenaInUse(const ArenaInUse&) = delete;
    ArenaInUse& operator=(const ArenaInUse&) = delete;
};

int take_from_arena(std::uint8_t** memory, std::size_t bytes) {
    *memory = reinterpret_cast<std::uint8_t*>(hashing_arena->take(bytes));
    return *memory ? ARGON2_OK : ARGON2_MEMORY_ALLOCATION_ERROR;
}

/// The pages stay: libargon2 has wiped them.
void keep_in_arena(std::uint8_t* /*memory*/, std::size_t /*bytes*/) {}

/// libargon2 takes its inputs as pointers to what it could change, and is told not to.
std::uint8_t* input(const void* bytes) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast)
    return static_cast<std::uint8_t*>(const_cast<void*>(bytes));
}

}  // namespace

bool Argon2idCost::is_bearable() const noexcept {
    return memory_kib <= most_memory_kib && iterations >= 1 && iterations <= most_iterations && parallelism >= 1 &&
           parallelism <= most_lanes && memory_kib >= 8 * parallelism &&
           std::uint64_t{memory_kib} * iterations <= most_work;
}

bool Argon2idCost::is_at_least(const Argon2idCost& other) const noexcept {
    return memory_kib >= other.memory_kib && iterations >= other.iterations && parallelism >= other.parallelism;
}

void compute_argon2id(const Argon2idCost& cost, std::span<const std::byte> salt, const Secret& password,
                      Argon2Arena& arena, std::span<std::byte> tag) {
    const std::string_view text = password.reveal();
    argon2_context context{};
    context.out = reinterpret_cast<std::uint8_t*>(tag.data());
    context.outlen = static_cast<std::uint32_t>(tag.size());
    context.pwd = input(text.data());
    context.pwdlen = static_cast<std::uint32_t>(text.size());
    context.salt = input(salt.data());
    context.saltlen = static_cast<std::uint32_t>(salt.size());
    context.t_cost = cost.iterations;
    context.m_cost = cost.memory_kib;
    context.lanes = cost.parallelism;
    context.threads = 1;
    context.version = ARGON2_VERSION_13;
    context.allocate_cbk = take_from_arena;
    context.free_cbk = keep_in_arena;
    context.flags = ARGON2_DEFAULT_FLAGS;

    const ArenaInUse in_use{arena};
    const int result = argon2_ctx(&context, Argon2_id);
    if (result == ARGON2_MEMORY_ALLOCATION_ERROR) throw HashingBusy("no memory for a password hash");
    if (result != ARGON2_OK) throw std::runtime_error(std::string{"argon2id: "} + argon2_error_message(result));
}

Argon2idHash make_argon2id(const Argon2idCost& cost, const Secret& password, Argon2Arena& arena) {
    Argon2idHash hash{
        .cost = cost, .salt = std::vector<std::byte>(salt_bytes), .tag = std::vector<std::byte>(tag_bytes)};
    fill_random(hash.salt);
    compute_argon2id(cost, hash.salt, password, arena, hash.tag);
    return hash;
}

}  // namespace ostiary
