#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

#include <ostiary/values/instant.hpp>

namespace ostiary {

/// Tells whether a key comes for the first time within a minute: what a flood repeats is recorded once, so that it
/// fills neither the disk nor the log. Remembers so many keys at most, and takes any other for a repetition of them.
/// Thread-safe.
class RecentKeys {
public:
    explicit RecentKeys(std::size_t capacity = 4096) : capacity_(capacity) {}

    [[nodiscard]] bool is_first(const std::string& key, Instant now);

private:
    static constexpr std::chrono::minutes period_{1};

    std::size_t capacity_;
    std::mutex mutex_;
    std::unordered_map<std::string, Instant> seen_;
};

}  // namespace ostiary
