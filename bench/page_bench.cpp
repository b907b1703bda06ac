#include <benchmark/benchmark.h>

#include "endpoints/login_page.hpp"

namespace ostiary {
namespace {

void render_the_login_page(benchmark::State& state) {
    const LoginPage page{{}};
    const LoginPageState after_a_failure{.status = 401, .error_html = "Login failed", .username = "alice"};
    for (auto _ : state) benchmark::DoNotOptimize(page.show(ostiary::http::Request{}, after_a_failure));
}
BENCHMARK(render_the_login_page)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace ostiary
