#include <ostiary/values/session.hpp>

#include <array>
#include <cstddef>

#include "values/encoding.hpp"
#include "values/random.hpp"

namespace ostiary {

SessionId SessionId::generate() {
    std::array<std::byte, 16> bytes{};
    fill_random(bytes);
    return {to_hex(bytes)};
}

}  // namespace ostiary
