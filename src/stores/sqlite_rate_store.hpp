#pragma once

#include <string>

#include <ostiary/ports/rate_store.hpp>

#include "ports/token_bucket.hpp"
#include "stores/identifier.hpp"
#include "stores/sqlite_readers.hpp"
#include "stores/sqlite_writer.hpp"

namespace ostiary {

class SqliteRateStore final : public RateStore {
public:
    SqliteRateStore(SqliteReaders& readers, SqliteWriter& writer, const Identifier& table);

    RateVerdict hit(std::string_view key, const RateBudget& budget, Instant now) override;
    std::size_t purge(Instant now, std::size_t limit) override;

private:
    [[nodiscard]] TokenBucket find(SqliteConnection& connection, std::string_view key) const;

    SqliteReaders& readers_;
    SqliteWriter& writer_;
    const std::string find_, store_, purge_;
};

}  // namespace ostiary
