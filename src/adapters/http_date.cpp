#include "adapters/http_date.hpp"

#include <string_view>

namespace ostiary {
namespace {

void append_number(std::string& text, int number, std::size_t width) {
    const std::string digits = std::to_string(number);
    if (digits.size() < width) text.append(width - digits.size(), '0');
    text += digits;
}

}  // namespace

std::string http_date(std::time_t time) {
    constexpr std::string_view days = "SunMonTueWedThuFriSat";
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    std::tm utc{};
    gmtime_r(&time, &utc);
    std::string text{days.substr(static_cast<std::size_t>(utc.tm_wday) * 3, 3)};
    text += ", ";
    append_number(text, utc.tm_mday, 2);
    text.append(" ").append(months.substr(static_cast<std::size_t>(utc.tm_mon) * 3, 3)).append(" ");
    append_number(text, utc.tm_year + 1900, 4);
    text += ' ';
    append_number(text, utc.tm_hour, 2);
    text += ':';
    append_number(text, utc.tm_min, 2);
    text += ':';
    append_number(text, utc.tm_sec, 2);
    return text += " GMT";
}

const std::string& http_date_now() {
    thread_local std::time_t made_for = -1;
    thread_local std::string text;
    const std::time_t now = std::time(nullptr);
    if (now != made_for) {
        text = http_date(now);
        made_for = now;
    }
    return text;
}

}  // namespace ostiary
