#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>

#include <ostiary/auth/password_hashing.hpp>

namespace ostiary::python {

/// What the process's endpoints share: threads that block in their place, and the hashing slots. Nothing is started
/// before it is used, and nothing of it crosses a fork.
namespace runtime {

/// Takes effect for endpoints that are made afterwards. Throws `ConfigError` that names the field.
void set_hashing(const PasswordHashing& options);
/// With `piccolo`, one whose new hashes piccolo_api can read.
[[nodiscard]] std::shared_ptr<PasswordHasher> hasher(bool piccolo = false);

/// A request's place in the process, from its coming to its answer. Throws `HashingBusy` where too many are there, as
/// in a flood of logins: what waits costs memory, and its clients will have gone before their turn comes.
class Place {
public:
    Place();
    ~Place();
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

private:
    std::atomic<std::size_t>& taken_;
};

/// Runs `work`, which must not throw, on one of the threads; `submit_check` on one that no login ever holds,
/// `submit_limit` on one that may write to the database meanwhile.
void submit(std::function<void()> work);
void submit_check(std::function<void()> work);
void submit_limit(std::function<void()> work);

/// Ends the threads, once what they do is done. Work that is submitted afterwards starts new ones.
void stop();
/// In a forked child: forgets the parent's threads, which are not here.
void forget_parent();

}  // namespace runtime
}  // namespace ostiary::python
