#pragma once

#include <string>

#include <ostiary/ports/attempt_store.hpp>

#include "stores/attempt_window.hpp"
#include "stores/identifier.hpp"
#include "stores/sqlite_readers.hpp"
#include "stores/sqlite_writer.hpp"

namespace ostiary {

class SqliteAttemptStore final : public AttemptStore {
public:
    SqliteAttemptStore(SqliteReaders& readers, SqliteWriter& writer, const Identifier& table);

    std::optional<std::chrono::milliseconds> reserve(std::span<const AttemptBudget> budgets, Instant now) override;
    void release(std::span<const std::string> keys) override;
    void forget(const std::string& key) override;
    std::size_t purge(Instant now, std::size_t limit) override;

private:
    struct Statements {
        explicit Statements(const std::string& table);

        std::string find, store, release, forget_unused, forget, purge;
    };

    [[nodiscard]] AttemptWindow window(SqliteConnection& connection, const AttemptBudget& budget, Instant now) const;
    /// How long until the last of the spent budgets opens; nothing where none is spent.
    [[nodiscard]] std::optional<std::chrono::milliseconds> wait(SqliteConnection& connection,
                                                                std::span<const AttemptBudget> budgets,
                                                                Instant now) const;

    SqliteReaders& readers_;
    SqliteWriter& writer_;
    const Statements sql_;
};

}  // namespace ostiary
