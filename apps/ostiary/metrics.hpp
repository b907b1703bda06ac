#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include <ostiary/ports/log.hpp>
#include <ostiary/ports/password_hasher.hpp>
#include <ostiary/values/audit_event.hpp>

namespace ostiary::program {

/// What is counted while serving. Thread-safe: every count is an atomic of its own, nothing waits.
class Metrics {
public:
    static constexpr std::size_t kinds = static_cast<std::size_t>(AuditKind::user_deleted) + 1;
    static constexpr std::array<double, 10> bounds{0.0005, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5};

    /// Counts the events of the audit trail by the log lines that each of them makes.
    void count(const LogRecord& record) noexcept;
    void count_answer(int status, std::chrono::nanoseconds took) noexcept;

    /// What is measured at the moment of asking.
    struct Gauges {
        PasswordHasher::Load hashing{};
        std::size_t sessions = 0;
        std::size_t resident_bytes = 0;
    };
    /// Prometheus' text format, version 0.0.4.
    [[nodiscard]] std::string render(const Gauges& gauges) const;

private:
    using Counter = std::atomic<std::uint64_t>;

    void render_answers(std::string& out) const;

    std::array<Counter, kinds> events_{};
    std::array<Counter, 6> statuses_{};  ///< By the first digit; 0 for what has none.
    std::array<Counter, bounds.size() + 1> durations_{};
    Counter nanoseconds_ = 0;
};

/// What the process holds in memory; 0 where the system doesn't tell.
[[nodiscard]] std::size_t resident_bytes();

}  // namespace ostiary::program
