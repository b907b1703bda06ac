#pragma once

#include <cstddef>

namespace ostiary {

/// The memory of one hashing slot: filled anew by each argon2id hash, its pages kept in between, because faulting 19
/// MiB in takes longer than hashing them. libargon2 wipes it after each hash. Belongs to one thread.
class Argon2Arena {
public:
    Argon2Arena() = default;
    ~Argon2Arena() { give_back(); }
    Argon2Arena(const Argon2Arena&) = delete;
    Argon2Arena& operator=(const Argon2Arena&) = delete;

    /// At least `bytes`, aligned to a page; null where the system has no memory. Valid until the next call.
    [[nodiscard]] std::byte* take(std::size_t bytes) noexcept;
    /// Returns the pages to the system.
    void give_back() noexcept;
    [[nodiscard]] std::size_t size() const noexcept { return size_; }

private:
    std::byte* memory_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace ostiary
