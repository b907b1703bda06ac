#include "auth/argon2_arena.hpp"

#include <sys/mman.h>

#include <utility>

namespace ostiary {

std::byte* Argon2Arena::take(std::size_t bytes) noexcept {
    if (bytes <= size_) return memory_;
    give_back();
    void* const mapped = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED) return nullptr;
    // A core dump needs no 19 MiB of what was made from passwords.
    ::madvise(mapped, bytes, MADV_DONTDUMP);
    memory_ = static_cast<std::byte*>(mapped);
    size_ = bytes;
    return memory_;
}

void Argon2Arena::give_back() noexcept {
    if (memory_) ::munmap(memory_, size_);
    memory_ = nullptr;
    size_ = 0;
}

}  // namespace ostiary
