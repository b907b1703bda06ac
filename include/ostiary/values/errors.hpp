#pragma once

#include <stdexcept>

namespace ostiary {

/// A store can't do its work: unreachable, full, read-only, damaged. The answer is 503; nobody is let in.
class StoreError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// An option or a setting that can't be. Thrown at construction, names the field, says what would do.
class ConfigError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Every hashing slot is taken and the queue is full. The answer is 503 with `Retry-After`.
class HashingBusy : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace ostiary
