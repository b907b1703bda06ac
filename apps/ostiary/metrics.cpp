#include "metrics.hpp"

#include <algorithm>
#include <fstream>

#include <unistd.h>

#include <fmt/format.h>

namespace ostiary::program {
namespace {

void add_header(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
    out += fmt::format("# HELP {0} {2}\n# TYPE {0} {1}\n", name, type, help);
}

template <class Value>
void add(std::string& out, std::string_view name, std::string_view type, std::string_view help, Value value) {
    add_header(out, name, type, help);
    out += fmt::format("{} {}\n", name, value);
}

constexpr auto relaxed = std::memory_order_relaxed;

}  // namespace

void Metrics::count(const LogRecord& record) noexcept {
    for (std::size_t kind = 0; kind < kinds; ++kind) {
        if (record.event != name_of(static_cast<AuditKind>(kind))) continue;
        events_[kind].fetch_add(1, relaxed);
        return;
    }
}

void Metrics::count_answer(int status, std::chrono::nanoseconds took) noexcept {
    const auto digit = static_cast<std::size_t>(std::max(status, 0)) / 100;
    statuses_[digit < statuses_.size() ? digit : 0].fetch_add(1, relaxed);
    const double seconds = std::chrono::duration<double>(took).count();
    const auto bucket = std::ranges::lower_bound(bounds, seconds) - bounds.begin();
    durations_[static_cast<std::size_t>(bucket)].fetch_add(1, relaxed);
    nanoseconds_.fetch_add(static_cast<std::uint64_t>(std::max<std::int64_t>(took.count(), 0)), relaxed);
}

void Metrics::render_answers(std::string& out) const {
    add_header(out, "ostiary_requests_total", "counter", "Answers, by the class of their status.");
    for (std::size_t digit = 1; digit < statuses_.size(); ++digit)
        out += fmt::format("ostiary_requests_total{{status=\"{}xx\"}} {}\n", digit, statuses_[digit].load(relaxed));
    constexpr std::string_view name = "ostiary_request_duration_seconds";
    add_header(out, name, "histogram", "From a request that was read whole to its answer sent.");
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        sum += durations_[i].load(relaxed);
        out += fmt::format("{}_bucket{{le=\"{}\"}} {}\n", name, bounds[i], sum);
    }
    sum += durations_.back().load(relaxed);
    out += fmt::format("{0}_bucket{{le=\"+Inf\"}} {1}\n{0}_sum {2}\n{0}_count {1}\n", name, sum,
                       static_cast<double>(nanoseconds_.load(relaxed)) / 1e9);
}

std::string Metrics::render(const Gauges& gauges) const {
    std::string out;
    add_header(out, "ostiary_build_info", "gauge", "The version that runs.");
    out += "ostiary_build_info{version=\"" OSTIARY_VERSION "\"} 1\n";
    for (std::size_t kind = 0; kind < kinds; ++kind) {
        const auto event = name_of(static_cast<AuditKind>(kind));
        add(out, fmt::format("ostiary_{}_total", event), "counter", fmt::format("Events {} since the start.", event),
            events_[kind].load(relaxed));
    }
    render_answers(out);
    add(out, "ostiary_hashing_slots", "gauge", "Hashes that can run at once.", gauges.hashing.slots);
    add(out, "ostiary_hashing_running", "gauge", "Hashes that run.", gauges.hashing.running);
    add(out, "ostiary_hashing_queue", "gauge", "Logins that can wait for a hashing slot.", gauges.hashing.queue);
    add(out, "ostiary_hashing_waiting", "gauge", "Logins that wait for a hashing slot.", gauges.hashing.waiting);
    add(out, "ostiary_sessions", "gauge", "Sessions alive, counted at most every ten seconds.", gauges.sessions);
    add(out, "process_resident_memory_bytes", "gauge", "Memory of the process.", gauges.resident_bytes);
    return out;
}

std::size_t resident_bytes() {
    std::ifstream file("/proc/self/statm");
    std::size_t total_pages = 0;
    std::size_t resident_pages = 0;
    if (!(file >> total_pages >> resident_pages)) return 0;
    return resident_pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace ostiary::program
