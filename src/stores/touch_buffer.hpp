#pragma once

#include <cstddef>
#include <cstring>
#include <mutex>
#include <unordered_map>
#include <vector>

#include <ostiary/values/instant.hpp>
#include <ostiary/values/session_token.hpp>

namespace ostiary {

/// Which sessions were seen since they were last written down, and when. Bounded: what doesn't fit is forgotten, for
/// it is only the date of a visit. Thread-safe.
class TouchBuffer {
public:
    using Touch = std::pair<TokenHash, Instant>;

    void add(const TokenHash& token, Instant at);
    /// Empties it.
    [[nodiscard]] std::vector<Touch> take();

private:
    /// A hash of SHA-256 needs no further mixing: any of its bytes will do.
    struct FirstBytes {
        std::size_t operator()(const TokenHash& token) const noexcept {
            std::size_t value = 0;
            std::memcpy(&value, token.bytes.data(), sizeof value);
            return value;
        }
    };

    std::mutex mutex_;
    std::unordered_map<TokenHash, Instant, FirstBytes> touches_;
};

}  // namespace ostiary
