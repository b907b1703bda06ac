#pragma once

#include <atomic>
#include <cstddef>
#include <memory>

namespace ostiary {

/// Lets a bounded number of logins in at once, so that those that wait out `refusal_time` can't take every thread of
/// the host. Thread-safe.
class LoginGate {
public:
    explicit LoginGate(std::size_t capacity) : capacity_(capacity) {}

    /// A place, held until it is destroyed. Throws `HashingBusy` where there is none.
    class Place {
    public:
        explicit Place(LoginGate& gate);
        ~Place();
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;

    private:
        LoginGate& gate_;
    };

private:
    std::size_t capacity_;
    std::atomic<std::size_t> taken_{0};
};

}  // namespace ostiary
