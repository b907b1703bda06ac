#include "endpoints/styles_color.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

#include "endpoints/styles_color_names.hpp"
#include "values/ascii.hpp"

namespace ostiary {
namespace {

constexpr std::size_t max_length = 64;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_hex_digit(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool is_hex_color(std::string_view text) {
    const std::string_view digits = text.substr(1);
    const bool right_size = digits.size() == 3 || digits.size() == 4 || digits.size() == 6 || digits.size() == 8;
    return right_size && std::ranges::all_of(digits, is_hex_digit);
}

/// Reads the arguments of a colour function from the left; each `take_` says whether it found what it looks for.
class Arguments {
public:
    explicit Arguments(std::string_view text) : rest_(text) {}

    bool take_spaces() {
        const std::size_t count = std::min(rest_.find_first_not_of(' '), rest_.size());
        rest_.remove_prefix(count);
        return count > 0;
    }

    bool take(char expected) {
        if (!rest_.starts_with(expected)) return false;
        rest_.remove_prefix(1);
        return true;
    }

    bool take_number() {
        if (!take('-')) take('+');
        const bool whole = take_digits();
        const bool fraction = take('.');
        if (fraction ? !take_digits() : !whole) return false;
        take_unit();
        return true;
    }

    [[nodiscard]] bool empty() const { return rest_.empty(); }

private:
    bool take_digits() {
        const auto end = std::ranges::find_if_not(rest_, is_digit);
        const auto count = static_cast<std::size_t>(end - rest_.begin());
        rest_.remove_prefix(count);
        return count > 0;
    }

    void take_unit() {
        for (const std::string_view unit : {"%", "deg", "turn", "rad", "grad"}) {
            if (!rest_.starts_with(unit)) continue;
            rest_.remove_prefix(unit.size());
            return;
        }
    }

    std::string_view rest_;
};

/// `R, G, B` or `R, G, B, A`.
bool is_comma_separated(std::string_view text) {
    Arguments arguments{text};
    for (int count = 1; count <= 4; ++count) {
        arguments.take_spaces();
        if (!arguments.take_number()) return false;
        arguments.take_spaces();
        if (arguments.empty()) return count >= 3;
        if (!arguments.take(',')) return false;
    }
    return false;
}

/// `R G B` or `R G B / A`.
bool is_space_separated(std::string_view text) {
    Arguments arguments{text};
    arguments.take_spaces();
    for (int count = 1; count <= 3; ++count) {
        if (!arguments.take_number()) return false;
        if (!arguments.take_spaces() && count < 3) return false;
    }
    if (arguments.empty()) return true;
    if (!arguments.take('/')) return false;
    arguments.take_spaces();
    if (!arguments.take_number()) return false;
    arguments.take_spaces();
    return arguments.empty();
}

bool is_color_function(std::string_view lower) {
    for (const std::string_view name : {"rgb(", "rgba(", "hsl(", "hsla("}) {
        if (!lower.starts_with(name) || !lower.ends_with(')')) continue;
        const std::string_view arguments = lower.substr(name.size(), lower.size() - name.size() - 1);
        return is_comma_separated(arguments) || is_space_separated(arguments);
    }
    return false;
}

}  // namespace

bool is_css_color(std::string_view text) {
    if (text.empty() || text.size() > max_length) return false;
    if (text.front() == '#') return is_hex_color(text);
    const std::string lower = to_lower(text);
    return is_color_name(lower) || is_color_function(lower);
}

}  // namespace ostiary
