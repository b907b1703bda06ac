#include "values/timestamp.hpp"

#include <array>
#include <cstdio>
#include <string_view>

namespace ostiary {
namespace {

constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct Parts {
    explicit Parts(Instant moment)
        : day(std::chrono::floor<std::chrono::days>(moment)),
          time(std::chrono::floor<std::chrono::milliseconds>(moment - std::chrono::floor<std::chrono::days>(moment))) {}

    std::chrono::year_month_day day;
    std::chrono::hh_mm_ss<std::chrono::milliseconds> time;
};

template <typename... Values>
std::string print(const char* format, Values... values) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), format, values...);
    return text.data();
}

}  // namespace

std::string to_iso(Instant moment) {
    const Parts parts{moment};
    return print("%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(parts.day.year()),
                 static_cast<unsigned>(parts.day.month()), static_cast<unsigned>(parts.day.day()),
                 static_cast<int>(parts.time.hours().count()), static_cast<int>(parts.time.minutes().count()),
                 static_cast<int>(parts.time.seconds().count()), static_cast<int>(parts.time.subseconds().count()));
}

std::string to_readable(Instant moment) {
    const Parts parts{moment};
    return print("%u %s %d, %02d:%02d UTC", static_cast<unsigned>(parts.day.day()),
                 months[static_cast<unsigned>(parts.day.month()) - 1], static_cast<int>(parts.day.year()),
                 static_cast<int>(parts.time.hours().count()), static_cast<int>(parts.time.minutes().count()));
}

}  // namespace ostiary
