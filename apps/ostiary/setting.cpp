#include "setting.hpp"

#include <algorithm>

namespace ostiary::program {
namespace {

/// Settings are named in ASCII; the locale has no say.
char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

}  // namespace

std::string Setting::flag() const {
    return "--" + std::string{name};
}

std::string Setting::key() const {
    std::string text{name};
    std::ranges::replace(text, '-', '_');
    return text;
}

std::string Setting::variable() const {
    std::string text = key();
    std::ranges::transform(text, text.begin(), upper);
    return "OSTIARY_" + text;
}

}  // namespace ostiary::program
