#include "runtime.hpp"

#include <mutex>
#include <utility>

#include "adapters/worker_pool.hpp"

namespace ostiary::python::runtime {
namespace {

/// Logins that wait for their refusal, for a hash or for a hook hold a thread each; checks need one for microseconds.
constexpr std::size_t most_threads = 96;

struct State {
    std::mutex mutex;
    PasswordHashing hashing{};
    std::shared_ptr<PasswordHasher> hasher;
    std::shared_ptr<PasswordHasher> piccolo_hasher;
    std::unique_ptr<WorkerPool> workers;
};

/// Never destroyed: at exit a thread may still be on its way out.
State* state = new State;

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

void submit(std::function<void()> work) {
    const std::scoped_lock lock{state->mutex};
    if (!state->workers) state->workers = std::make_unique<WorkerPool>(most_threads);
    state->workers->submit(std::move(work));
}

void stop() {
    std::unique_ptr<WorkerPool> ended;
    {
        const std::scoped_lock lock{state->mutex};
        ended = std::move(state->workers);
    }
}

void forget_parent() {
    // Left as it is: a thread that held one of its locks will never give it back.
    const PasswordHashing hashing = state->hashing;
    state = new State;
    state->hashing = hashing;
}

}  // namespace ostiary::python::runtime
