#include "stores/sqlite_attempt_store.hpp"

#include <algorithm>

#include "stores/sql_limit.hpp"

namespace ostiary {

SqliteAttemptStore::Statements::Statements(const std::string& table)
    : find("SELECT ends_at, count FROM " + table + " WHERE key = ?1"),
      store("INSERT INTO " + table +
            " (key, ends_at, count) VALUES (?1, ?2, ?3)"
            " ON CONFLICT DO UPDATE SET ends_at = excluded.ends_at, count = excluded.count"),
      release("UPDATE " + table + " SET count = count - 1 WHERE key = ?1"),
      forget_unused("DELETE FROM " + table + " WHERE key = ?1 AND count <= 0"),
      forget("DELETE FROM " + table + " WHERE key = ?1"),
      purge("DELETE FROM " + table + " WHERE key IN (SELECT key FROM " + table + " WHERE ends_at <= ?1 LIMIT ?2)") {}

SqliteAttemptStore::SqliteAttemptStore(SqliteReaders& readers, SqliteWriter& writer, const Identifier& table)
    : readers_(readers), writer_(writer), sql_(table.quoted()) {}

AttemptWindow SqliteAttemptStore::window(SqliteConnection& connection, const AttemptBudget& budget, Instant now) const {
    auto row = connection.query(sql_.find, std::string_view{budget.key});
    if (!row.step()) return AttemptWindow::at(std::nullopt, budget, now);
    const AttemptWindow stored{.ends_at = row.instant(0), .count = static_cast<std::uint32_t>(row.integer(1))};
    return AttemptWindow::at(stored, budget, now);
}

std::optional<std::chrono::milliseconds> SqliteAttemptStore::wait(SqliteConnection& connection,
                                                                  std::span<const AttemptBudget> budgets,
                                                                  Instant now) const {
    std::optional<std::chrono::milliseconds> longest;
    for (const auto& budget : budgets) {
        const auto present = window(connection, budget, now);
        if (present.is_spent(budget))
            longest = std::max(longest.value_or(present.ends_at - now), present.ends_at - now);
    }
    return longest;
}

std::optional<std::chrono::milliseconds> SqliteAttemptStore::reserve(std::span<const AttemptBudget> budgets,
                                                                     Instant now) {
    // A flood of refused tries must not queue in front of the logins: they are told without the writer.
    const auto refused = readers_.read([&](SqliteConnection& connection) { return wait(connection, budgets, now); });
    if (refused) return refused;
    return writer_.write([&](SqliteConnection& connection) {
        const auto longest = wait(connection, budgets, now);
        if (longest) return longest;
        for (const auto& budget : budgets) {
            const auto present = window(connection, budget, now);
            connection.run(sql_.store, std::string_view{budget.key}, present.ends_at, std::int64_t{present.count} + 1);
        }
        return longest;
    });
}

void SqliteAttemptStore::release(std::span<const std::string> keys) {
    writer_.write([&](SqliteConnection& connection) {
        for (const std::string_view key : keys) {
            connection.run(sql_.release, key);
            connection.run(sql_.forget_unused, key);
        }
    });
}

void SqliteAttemptStore::forget(const std::string& key) {
    writer_.write([&](SqliteConnection& connection) { connection.run(sql_.forget, std::string_view{key}); });
}

std::size_t SqliteAttemptStore::purge(Instant now, std::size_t limit) {
    return writer_.write(
        [&](SqliteConnection& connection) { return connection.run(sql_.purge, now, sql_limit(limit)); });
}

}  // namespace ostiary
