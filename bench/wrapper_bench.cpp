#include <benchmark/benchmark.h>

#include <memory>
#include <string>
#include <vector>

#include <ostiary/endpoints/csrf.hpp>
#include <ostiary/endpoints/rate_limit.hpp>
#include <ostiary/stores/open_database.hpp>

#include "support/temporary_folder.hpp"

namespace ostiary {
namespace {

/// A form post as a browser sends it, with a session and a token. What a wrapper costs is the difference to `bare`.
http::Request posted(const std::string& cookies = "", const std::string& token = "") {
    http::Request made{.method = "POST",
                       .path = "/login/",
                       .mount = "/login",
                       .headers = {{"Host", "app.example"},
                                   {"User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36"},
                                   {"Accept", "text/html,application/xhtml+xml"},
                                   {"Origin", "https://app.example"},
                                   {"Sec-Fetch-Site", "same-origin"},
                                   {"Content-Type", "application/x-www-form-urlencoded"}},
                       .client = "192.0.2.1",
                       .scheme = "https",
                       .host = "app.example"};
    made.body = "username=alice&password=correct+horse+battery&format=html";
    if (token.empty()) return made;
    made.headers.add("Cookie", cookies);
    made.body += "&csrftoken=" + token;
    return made;
}

Handler bare() {
    return [](const http::Request&) { return http::text("hello"); };
}

void answer(benchmark::State& state, const Handler& handler, const std::vector<http::Request>& requests) {
    std::size_t next = 0;
    for (auto _ : state) {
        if (handler(requests[next++ % requests.size()]).status != 200) state.SkipWithError("refused");
    }
}

void answer_bare(benchmark::State& state) {
    answer(state, bare(), {posted()});
}
BENCHMARK(answer_bare)->Unit(benchmark::kMicrosecond)->Repetitions(7)->ReportAggregatesOnly();

std::vector<http::Request> of_clients(int count) {
    std::vector<http::Request> requests(static_cast<std::size_t>(count), posted());
    for (int i = 0; i < count; ++i) {
        requests[static_cast<std::size_t>(i)].client =
            "10." + std::to_string(i / 65'536) + "." + std::to_string(i / 256 % 256) + "." + std::to_string(i % 256);
    }
    return requests;
}

void answer_rate_limited(benchmark::State& state) {
    const InMemoryLimitOptions budget{.limit = 1'000'000, .timespan = std::chrono::seconds(1)};
    answer(state, rate_limit(bare(), {.provider = in_memory_limit(budget)}),
           of_clients(static_cast<int>(state.range(0))));
}
BENCHMARK(answer_rate_limited)
    ->Arg(1)
    ->Arg(100'000)
    ->Unit(benchmark::kMicrosecond)
    ->Repetitions(7)
    ->ReportAggregatesOnly();

void answer_rate_limited_in_database(benchmark::State& state) {
    const testing::TemporaryFolder folder;
    const auto database = open_database("sqlite:" + (folder / "bench.db").string());
    const DatabaseLimitOptions budget{.limit = 1'000'000, .timespan = std::chrono::seconds(1)};
    answer(state, rate_limit(bare(), {.provider = database_limit(database, budget)}), {posted()});
}
BENCHMARK(answer_rate_limited_in_database)->Unit(benchmark::kMicrosecond);

/// With the token in the form, which is the costlier place.
void answer_csrf_checked(benchmark::State& state) {
    const Handler handler = csrf(bare());
    const std::string session = "id=" + std::string(43, 'A');
    http::Request page = posted();
    page.method = "GET";
    page.headers.add("Cookie", session);
    const http::Response shown = handler(page);
    const auto set = shown.headers.get("Set-Cookie").value_or("");
    const std::string cookie{set.substr(0, set.find(';'))};
    answer(state, handler, {posted(session + "; " + cookie, cookie.substr(cookie.find('=') + 1))});
}
BENCHMARK(answer_csrf_checked)->Unit(benchmark::kMicrosecond)->Repetitions(7)->ReportAggregatesOnly();

}  // namespace
}  // namespace ostiary
