#include <benchmark/benchmark.h>

#include <ostiary/auth/password_policy.hpp>

#include "auth/argon2id.hpp"
#include "auth/hash_scheme.hpp"

namespace ostiary {
namespace {

constexpr Argon2idCost cost{.memory_kib = 19'456, .iterations = 2, .parallelism = 1};
const Secret password{"violet anchor 71 hummingbird"};

/// A slot that is busy: its pages are there.
void argon2id_in_a_warm_arena(benchmark::State& state) {
    Argon2Arena arena;
    for (auto _ : state) benchmark::DoNotOptimize(make_argon2id(cost, password, arena));
}
BENCHMARK(argon2id_in_a_warm_arena)->Unit(benchmark::kMillisecond);

/// As it is without arenas: each hash faults its pages in.
void argon2id_in_a_cold_arena(benchmark::State& state) {
    for (auto _ : state) {
        Argon2Arena arena;
        benchmark::DoNotOptimize(make_argon2id(cost, password, arena));
    }
}
BENCHMARK(argon2id_in_a_cold_arena)->Unit(benchmark::kMillisecond);

void verify(benchmark::State& state, std::string_view stored) {
    Argon2Arena arena;
    const HashScheme* const scheme = find_hash_scheme(stored);
    for (auto _ : state) benchmark::DoNotOptimize(scheme->verify(password, stored, arena));
}
BENCHMARK_CAPTURE(verify, pbkdf2_of_600000_rounds,
                  "pbkdf2_sha256$600000$4f8c1b2a9d3e7f60$"
                  "07522cb38d13d42f36bd4ac2efb029a9d31345441982a7d269fbb3b771b7e5a7")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(verify, bcrypt_of_cost_10, "$2b$10$abcdefghijklmnopqrstuucA0Kil.o8lwJ0tgOtVNDYu0UM9vVKkG")
    ->Unit(benchmark::kMillisecond);

void check_a_new_password(benchmark::State& state) {
    const std::vector<std::string> context{"alice", "alice@example.com"};
    for (auto _ : state) benchmark::DoNotOptimize(check_password({}, password, context));
}
BENCHMARK(check_a_new_password)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace ostiary
