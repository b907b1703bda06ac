#pragma once

#include <memory>

#include <ostiary/ports/attempt_store.hpp>

#include "stores/memory_tables.hpp"

namespace ostiary {

class MemoryAttemptStore final : public AttemptStore {
public:
    explicit MemoryAttemptStore(std::shared_ptr<MemoryTables> tables);

    std::optional<std::chrono::milliseconds> reserve(std::span<const AttemptBudget> budgets, Instant now) override;
    void release(std::span<const std::string> keys) override;
    void forget(const std::string& key) override;
    std::size_t purge(Instant now, std::size_t limit) override;

private:
    [[nodiscard]] AttemptWindow window(const AttemptBudget& budget, Instant now) const;

    std::shared_ptr<MemoryTables> tables_;
};

}  // namespace ostiary
