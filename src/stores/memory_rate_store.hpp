#pragma once

#include <memory>

#include <ostiary/ports/rate_store.hpp>

#include "stores/memory_tables.hpp"

namespace ostiary {

class MemoryRateStore final : public RateStore {
public:
    explicit MemoryRateStore(std::shared_ptr<MemoryTables> tables);

    RateVerdict hit(std::string_view key, const RateBudget& budget, Instant now) override;
    std::size_t purge(Instant now, std::size_t limit) override;

private:
    std::shared_ptr<MemoryTables> tables_;
};

}  // namespace ostiary
