#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <ostiary/auth/username.hpp>
#include <ostiary/endpoints/session_guard.hpp>
#include <ostiary/endpoints/verify.hpp>
#include <ostiary/ports/clock.hpp>
#include <ostiary/stores/open_database.hpp>

#include "support/temporary_folder.hpp"
#include "values/encoding.hpp"

namespace ostiary {
namespace {

struct CloseConnection {
    void operator()(sqlite3* connection) const noexcept { sqlite3_close(connection); }
};
using Connection = std::unique_ptr<sqlite3, CloseConnection>;

Connection connect(const std::string& file) {
    sqlite3* connection = nullptr;
    if (sqlite3_open(file.c_str(), &connection) != SQLITE_OK) throw std::runtime_error("can't open " + file);
    return Connection{connection};
}

void run(const Connection& connection, const std::string& sql) {
    if (sqlite3_exec(connection.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return;
    throw std::runtime_error(sqlite3_errmsg(connection.get()));
}

/// A database file with that many live sessions of one user. The tokens of some of them are known; they lie all over
/// the table, as hashes do.
class Sessions {
public:
    explicit Sessions(std::int64_t rows) {
        const std::string file = (folder_ / "bench.db").string();
        database_ = open_database("sqlite:" + file);
        const auto user = database_->users("users")->create({.username = *canonical_username("alice")});
        store_ = database_->sessions("sessions", "users");
        for (std::int64_t i = 0; i < std::min<std::int64_t>(rows, 10'000); ++i)
            tokens_.push_back(SessionToken::generate());
        fill(connect(file), *user, rows);
    }

    [[nodiscard]] const std::shared_ptr<Database>& database() const { return database_; }
    [[nodiscard]] SessionStore& store() const { return *store_; }
    [[nodiscard]] const std::vector<SessionToken>& tokens() const { return tokens_; }

private:
    void fill(const Connection& connection, UserId user, std::int64_t rows) const {
        const std::string now = std::to_string(system_clock()->now().time_since_epoch().count());
        const std::string rest = ", lower(hex(randomblob(16))), " + std::to_string(user.value) + ", " + now + ", " +
                                 now + ", " + now + " + 86400000, " + now + " + 86400000, '192.0.2.1', 'bench'";
        run(connection, "PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; BEGIN");
        for (const SessionToken& token : tokens_) {
            run(connection, "INSERT INTO sessions SELECT x'" + to_hex(token.hash().bytes) + "'" + rest);
        }
        run(connection, "WITH RECURSIVE n(i) AS (SELECT " + std::to_string(tokens_.size()) +
                            " UNION ALL SELECT i + 1 FROM n WHERE i + 1 < " + std::to_string(rows) +
                            ") INSERT INTO sessions SELECT randomblob(32)" + rest + " FROM n WHERE i < " +
                            std::to_string(rows));
        run(connection, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    }

    testing::TemporaryFolder folder_;
    std::shared_ptr<Database> database_;
    std::shared_ptr<SessionStore> store_;
    std::vector<SessionToken> tokens_;
};

const Sessions& sessions_of(std::int64_t rows) {
    static std::map<std::int64_t, std::unique_ptr<Sessions>> made;
    auto& sessions = made[rows];
    if (!sessions) sessions = std::make_unique<Sessions>(rows);
    return *sessions;
}

/// The store's part of a check.
void find_session_among(benchmark::State& state) {
    const Sessions& sessions = sessions_of(state.range(0));
    const Instant now = system_clock()->now();
    const auto& tokens = sessions.tokens();
    std::size_t next = 0;
    for (auto _ : state) {
        if (!sessions.store().find(tokens[next++ % tokens.size()], now)) state.SkipWithError("no such session");
    }
}
BENCHMARK(find_session_among)->Arg(1'000)->Arg(1'000'000)->Unit(benchmark::kMicrosecond);

/// All of a check: from a request with a cookie to the answer of `/verify`.
void check_session_among(benchmark::State& state) {
    const Sessions& sessions = sessions_of(state.range(0));
    const Handler handler = verify(sessions.database());
    std::vector<http::Request> requests;
    for (const SessionToken& token : sessions.tokens()) {
        http::Request request{.method = "GET", .path = "/verify", .mount = "/verify", .host = "app.example"};
        request.headers.add("Cookie", "id=" + std::string{token.reveal()});
        requests.push_back(std::move(request));
    }
    std::size_t next = 0;
    for (auto _ : state) {
        if (handler(requests[next++ % requests.size()]).status != 200) state.SkipWithError("no such session");
    }
}
BENCHMARK(check_session_among)
    ->Arg(1'000)
    ->Arg(1'000'000)
    ->Unit(benchmark::kMicrosecond)
    ->Repetitions(7)
    ->ReportAggregatesOnly();

void generate_and_hash_a_token(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(SessionToken::generate().hash());
}
BENCHMARK(generate_and_hash_a_token)->Unit(benchmark::kMicrosecond);

void read_and_hash_a_token(benchmark::State& state) {
    const SessionToken token = SessionToken::generate();
    for (auto _ : state) benchmark::DoNotOptimize(SessionToken::parse(token.reveal())->hash());
}
BENCHMARK(read_and_hash_a_token)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace ostiary
