#include "stores/sqlite_rate_store.hpp"

#include "stores/sql_limit.hpp"

namespace ostiary {

SqliteRateStore::SqliteRateStore(SqliteReaders& readers, SqliteWriter& writer, const Identifier& table)
    : readers_(readers),
      writer_(writer),
      find_("SELECT full_at, blocked_until FROM " + table.quoted() + " WHERE key = ?1"),
      store_("INSERT INTO " + table.quoted() +
             " (key, full_at, blocked_until) VALUES (?1, ?2, ?3)"
             " ON CONFLICT DO UPDATE SET full_at = excluded.full_at, blocked_until = excluded.blocked_until"),
      purge_("DELETE FROM " + table.quoted() + " WHERE key IN (SELECT key FROM " + table.quoted() +
             " WHERE max(full_at, blocked_until) <= ?1 LIMIT ?2)") {}

TokenBucket SqliteRateStore::find(SqliteConnection& connection, std::string_view key) const {
    auto row = connection.query(find_, key);
    if (!row.step()) return {};
    return {.full_at = row.integer(0), .blocked_until = row.integer(1)};
}

RateVerdict SqliteRateStore::hit(std::string_view key, const RateBudget& budget, Instant now) {
    const TokenBucketRule rule{budget};
    // A flood of what is refused must not queue in front of the logins: it is told without the writer.
    TokenBucket seen = readers_.read([&](SqliteConnection& connection) { return find(connection, key); });
    const TokenBucket before = seen;
    const RateVerdict told = rule.hit(seen, now);
    if (!told.allowed && seen == before) return told;
    return writer_.write([&](SqliteConnection& connection) {
        TokenBucket bucket = find(connection, key);
        const RateVerdict verdict = rule.hit(bucket, now);
        connection.run(store_, key, bucket.full_at, bucket.blocked_until);
        return verdict;
    });
}

std::size_t SqliteRateStore::purge(Instant now, std::size_t limit) {
    const std::int64_t moment = std::chrono::nanoseconds(now.time_since_epoch()).count();
    return writer_.write(
        [&](SqliteConnection& connection) { return connection.run(purge_, moment, sql_limit(limit)); });
}

}  // namespace ostiary
