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
/// it is only the date of a visit, and a prolonged session's next visit asks again. Thread-safe.
class TouchBuffer {
public:
    struct Touch {
        SessionToken token;
        Instant at{};
        Instant expires_at{};  ///< At the epoch: as it is.
    };

    void add(const Touch& touch);
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
    std::unordered_map<TokenHash, Touch, FirstBytes> touches_;
};

}  // namespace ostiary
