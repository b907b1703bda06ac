#include "values/random.hpp"

#include <openssl/rand.h>

#include <limits>
#include <stdexcept>

namespace ostiary {

void fill_random(std::span<std::byte> bytes) {
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()) ||
        RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size())) != 1) {
        throw std::runtime_error("the system's random generator failed");
    }
}

}  // namespace ostiary
