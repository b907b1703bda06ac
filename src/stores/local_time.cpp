#include "stores/local_time.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <ctime>

namespace ostiary {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::local_seconds;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr std::string_view pattern = "0000-00-00 00:00:00";
/// What four digits of a year can say, wherever on earth.
constexpr Instant earliest{std::chrono::sys_days{std::chrono::January / 2 / 1}};
constexpr Instant latest{std::chrono::sys_days{std::chrono::December / 30 / 9999}};

/// How far the zone's clocks are ahead of UTC.
seconds offset_at(sys_seconds moment) {
    const std::time_t time = moment.time_since_epoch().count();
    std::tm parts{};
    if (!::localtime_r(&time, &parts)) return seconds(0);
    return seconds(parts.tm_gmtoff);
}

local_seconds local_of(sys_seconds moment) {
    return local_seconds{moment.time_since_epoch() + offset_at(moment)};
}

sys_seconds with_offset(local_seconds local, seconds offset) {
    return sys_seconds{local.time_since_epoch() - offset};
}

/// The first second of the later one's offset.
sys_seconds shift_between(sys_seconds before, sys_seconds after) {
    const seconds offset = offset_at(after);
    while (after - before > seconds(1)) {
        const sys_seconds middle = before + (after - before) / 2;
        (offset_at(middle) == offset ? after : before) = middle;
    }
    return after;
}

/// No offset reaches a day, and no zone shifts its clocks twice within two: a day to either side is before the shift,
/// if there is one, and after it.
sys_seconds moment_of(local_seconds local) {
    const auto [least, most] =
        std::minmax({offset_at(with_offset(local - days(1), {})), offset_at(with_offset(local + days(1), {}))});
    const sys_seconds first = with_offset(local, most);
    if (least == most || local_of(first) == local) return first;
    const sys_seconds second = with_offset(local, least);
    if (local_of(second) == local) return second;
    return shift_between(first, second);
}

/// Digits where the pattern has them, and the signs between.
bool has_shape(std::string_view text) {
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        const bool right = pattern[i] == '0' ? digit : text[i] == pattern[i] || (pattern[i] == ' ' && text[i] == 'T');
        if (!right) return false;
    }
    return true;
}

int number_in(std::string_view text, std::size_t start, std::size_t length) {
    int number = 0;
    std::from_chars(text.data() + start, text.data() + start + length, number);
    return number;
}

/// Cut, not rounded, to what an `Instant` holds: never later than the text.
std::optional<milliseconds> read_fraction(std::string_view text) {
    if (text.empty()) return milliseconds(0);
    constexpr std::size_t most_characters = 10;  // with its point
    if (text.front() != '.' || text.size() < 2 || text.size() > most_characters) return std::nullopt;
    text.remove_prefix(1);
    if (text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    std::array<char, 3> digits{'0', '0', '0'};
    std::ranges::copy(text.substr(0, digits.size()), digits.begin());
    return milliseconds(number_in({digits.data(), digits.size()}, 0, digits.size()));
}

std::optional<local_seconds> read_seconds(std::string_view text) {
    const std::chrono::year_month_day date{std::chrono::year(number_in(text, 0, 4)),
                                           std::chrono::month(static_cast<unsigned>(number_in(text, 5, 2))),
                                           std::chrono::day(static_cast<unsigned>(number_in(text, 8, 2)))};
    const hours hour{number_in(text, 11, 2)};
    const minutes minute{number_in(text, 14, 2)};
    const seconds second{number_in(text, 17, 2)};
    if (!date.ok() || hour >= days(1) || minute >= hours(1) || second >= minutes(1)) return std::nullopt;
    return std::chrono::local_days{date} + hour + minute + second;
}

/// As Python writes a naive `datetime`: six digits behind the point, or none and no point.
std::string text_of(local_seconds local, milliseconds fraction) {
    const auto day = std::chrono::floor<days>(local);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{local - day};
    std::array<char, 64> text{};
    const int length = std::snprintf(
        text.data(), text.size(),
        fraction.count() == 0 ? "%04d-%02u-%02u %02d:%02d:%02d" : "%04d-%02u-%02u %02d:%02d:%02d.%03d000",
        static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()), static_cast<int>(fraction.count()));
    return {text.data(), static_cast<std::size_t>(length)};
}

}  // namespace

std::optional<Instant> read_local_time(std::string_view text) {
    if (text.size() < pattern.size() || !has_shape(text)) return std::nullopt;
    const auto local = read_seconds(text);
    const auto fraction = read_fraction(text.substr(pattern.size()));
    if (!local || !fraction) return std::nullopt;
    return moment_of(*local) + *fraction;
}

std::string write_local_time(Instant moment) {
    moment = std::clamp(moment, earliest, latest);
    const auto whole = std::chrono::floor<seconds>(moment);
    const sys_seconds read = moment_of(local_of(whole));
    if (read == whole) return text_of(local_of(whole), moment - whole);
    return text_of(local_of(shift_between(read, whole) + (whole - read)), milliseconds(0));
}

}  // namespace ostiary
