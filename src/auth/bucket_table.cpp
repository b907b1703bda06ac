#include "auth/bucket_table.hpp"

#include <algorithm>
#include <new>
#include <span>

#include <ostiary/values/errors.hpp>

namespace ostiary {
namespace {

constexpr std::size_t most_clients = 100'000'000;

std::size_t checked(std::size_t capacity) {
    if (capacity < 1 || capacity > most_clients) throw ConfigError("max_clients must be 1 to 100000000");
    return capacity;
}

}  // namespace

BucketTable::BucketTable(std::size_t capacity)
    : sets_((checked(capacity) + ways - 1) / ways),
      // NOLINTNEXTLINE(*-no-malloc)
      slots_(static_cast<Slot*>(std::calloc(sets_ * ways, sizeof(Slot)))) {
    if (!slots_) throw std::bad_alloc();
}

TokenBucket& BucketTable::place(std::size_t set, std::uint64_t hash) noexcept {
    const std::span slots{&slots_[set * ways], ways};
    const auto known = std::ranges::find(slots, hash, &Slot::hash);
    if (known != slots.end()) return known->bucket;
    const auto soonest = std::ranges::min_element(slots, {}, [](const Slot& slot) { return slot.bucket.ends_at(); });
    *soonest = {.hash = hash, .bucket = {}};
    return soonest->bucket;
}

}  // namespace ostiary
