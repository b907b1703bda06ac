#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <string_view>

#include "auth/sip_hash.hpp"
#include "ports/token_bucket.hpp"

namespace ostiary {

/// The buckets of a bounded number of clients, known by a keyed hash. A client has a place in one small set alone;
/// where that is full, the bucket that is whole again the soonest makes room: one that says nothing any more, or else
/// that of whoever spent least. So an attacker with many addresses neither fills the memory nor cheaply gets a spent
/// budget back, and nobody pays for what others spent. Thread-safe: each stripe of the sets has a lock.
class BucketTable {
public:
    explicit BucketTable(std::size_t capacity);

    /// `work(bucket)` on the client's bucket, which nobody else touches meanwhile.
    template <class Work>
    auto with(std::string_view client, const Work& work) {
        const std::uint64_t hash = hash_(client);
        const std::size_t set = set_of(hash);
        const std::lock_guard lock{stripes_[set % stripes].mutex};
        return work(place(set, hash));
    }

    [[nodiscard]] std::size_t capacity() const noexcept { return sets_ * ways; }

private:
    static constexpr std::size_t ways = 8;
    static constexpr std::size_t stripes = 64;

    struct Slot {
        std::uint64_t hash = 0;
        TokenBucket bucket{};
    };
    struct alignas(64) Stripe {
        std::mutex mutex;
    };
    struct Free {
        // NOLINTNEXTLINE(*-no-malloc,*-owning-memory): see `slots_`.
        void operator()(Slot* slots) const noexcept { std::free(slots); }
    };

    [[nodiscard]] std::size_t set_of(std::uint64_t hash) const noexcept { return ((hash >> 32) * sets_) >> 32; }
    [[nodiscard]] TokenBucket& place(std::size_t set, std::uint64_t hash) noexcept;

    const SipHash hash_ = SipHash::with_random_key();
    const std::size_t sets_;
    /// All zero, and no memory of the machine's until it is touched: calloc's, for a vector would write all of it.
    const std::unique_ptr<Slot[], Free> slots_;
    std::array<Stripe, stripes> stripes_{};
};

}  // namespace ostiary
