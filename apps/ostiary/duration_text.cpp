#include "duration_text.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <ranges>

namespace ostiary::program {
namespace {

struct Unit {
    std::string_view name;
    std::int64_t milliseconds;
};

constexpr std::array units{Unit{"ms", 1}, Unit{"s", 1'000}, Unit{"m", 60'000}, Unit{"h", 3'600'000},
                           Unit{"d", 86'400'000}};

}  // namespace

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
    std::uint64_t count = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (fault != std::errc{}) return std::nullopt;
    std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
    if (unit.empty()) unit = "s";
    for (const auto& [name, milliseconds] : units) {
        if (unit != name) continue;
        if (count > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max() / milliseconds))
            return std::nullopt;
        return std::chrono::milliseconds{static_cast<std::int64_t>(count) * milliseconds};
    }
    return std::nullopt;
}

std::string to_text(std::chrono::milliseconds duration) {
    if (duration.count() == 0) return "0s";
    for (const auto& [name, milliseconds] : std::views::reverse(units)) {
        if (duration.count() % milliseconds == 0)
            return std::to_string(duration.count() / milliseconds) + std::string{name};
    }
    return {};
}

}  // namespace ostiary::program
