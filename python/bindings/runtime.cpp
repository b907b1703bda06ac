#include "runtime.hpp"

#include <mutex>
#include <utility>

#include <ostiary/values/errors.hpp>

#include "adapters/worker_pool.hpp"

namespace ostiary::python::runtime {
namespace {

/// Logins that wait for their refusal, for a hash or for a hook hold a thread each.
constexpr std::size_t most_login_threads = 96;
/// Checks need one for microseconds, and never wait for a login: not only would every page stand still while hooks
/// wait, those that wait for a check themselves would do so for ever.
constexpr std::size_t most_check_threads = 8;
/// Limits that are kept in a database write. Neither checks nor logins may wait for that, nor they for a login.
constexpr std::size_t most_limit_threads = 4;

/// A few seconds' worth of refusals, and 16 MiB of bodies at most.
constexpr std::size_t most_places = 1024;

struct State {
    std::mutex mutex;
    PasswordHashing hashing{};
    std::shared_ptr<PasswordHasher> hasher;
    std::shared_ptr<PasswordHasher> piccolo_hasher;
    std::unique_ptr<WorkerPool> logins;
    std::unique_ptr<WorkerPool> checks;
    std::unique_ptr<WorkerPool> limits;
    std::atomic<std::size_t> places_taken = 0;
};

/// Never destroyed: at exit a thread may still be on its way out.
State* state = new State;

void submit_to(std::unique_ptr<WorkerPool> State::* pool, std::size_t most_threads, std::function<void()> work) {
    const std::scoped_lock lock{state->mutex};
    auto& workers = state->*pool;
    if (!workers) workers = std::make_unique<WorkerPool>(most_threads);
    workers->submit(std::move(work));
}

}  // namespace

void set_hashing(const PasswordHashing& options) {
    auto made = make_password_hasher(options);
    const std::scoped_lock lock{state->mutex};
    state->hashing = options;
    state->hasher = std::move(made);
    state->piccolo_hasher.reset();
}

std::shared_ptr<PasswordHasher> hasher(bool piccolo) {
    const std::scoped_lock lock{state->mutex};
    auto& hasher = piccolo ? state->piccolo_hasher : state->hasher;
    if (!hasher) {
        PasswordHashing options = state->hashing;
        if (piccolo) options.scheme = PasswordScheme::pbkdf2_sha256;
        hasher = make_password_hasher(options);
    }
    return hasher;
}

Place::Place() : taken_(state->places_taken) {
    if (taken_.fetch_add(1) < most_places) return;
    taken_.fetch_sub(1);
    throw HashingBusy("too many logins wait");
}

Place::~Place() {
    taken_.fetch_sub(1);
}

void submit(std::function<void()> work) {
    submit_to(&State::logins, most_login_threads, std::move(work));
}

void submit_check(std::function<void()> work) {
    submit_to(&State::checks, most_check_threads, std::move(work));
}

void submit_limit(std::function<void()> work) {
    submit_to(&State::limits, most_limit_threads, std::move(work));
}

void stop() {
    std::unique_ptr<WorkerPool> logins, checks, limits;
    {
        const std::scoped_lock lock{state->mutex};
        logins = std::move(state->logins);
        checks = std::move(state->checks);
        limits = std::move(state->limits);
    }
}

void forget_parent() {
    // Left as it is: a thread that held one of its locks will never give it back.
    const PasswordHashing hashing = state->hashing;
    state = new State;
    state->hashing = hashing;
}

}  // namespace ostiary::python::runtime
