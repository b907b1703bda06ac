#include "setting_value.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>

#include <ostiary/values/errors.hpp>

#include "duration_text.hpp"

namespace ostiary::program {
namespace {

using Type = GivenValue::Type;
using std::chrono::milliseconds;
using std::chrono::seconds;

bool is_one_of(Type type, std::initializer_list<Type> allowed) {
    return type == Type::word || std::ranges::find(allowed, type) != allowed.end();
}

/// The list that a word separates by commas; blanks around an item don't count.
std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> items;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        std::string_view item = text.substr(0, comma);
        text.remove_prefix(std::min(comma + 1, text.size()));
        while (item.starts_with(' ')) item.remove_prefix(1);
        while (item.ends_with(' ')) item.remove_suffix(1);
        if (!item.empty()) items.emplace_back(item);
    }
    return items;
}

std::optional<std::int64_t> parse_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

bool within(std::int64_t value, const SettingRange& range) {
    return value >= range.least && value <= range.most;
}

/// Each sets its kind of field and tells whether the value would do.
struct Assignment {
    Settings& settings;
    const Setting& setting;
    const GivenValue& value;

    bool operator()(std::string Settings::* field) const {
        const auto& choices = setting.choices;
        if (!is_one_of(value.type, {Type::text}) || value.text.contains('\0')) return false;
        if (!choices.empty() && std::ranges::find(choices, value.text) == choices.end()) return false;
        settings.*field = value.text;
        return true;
    }

    bool operator()(Secret Settings::* field) const {
        settings.*field = Secret{value.text};
        return true;
    }

    bool operator()(bool Settings::* field) const {
        if (!is_one_of(value.type, {Type::boolean})) return false;
        if (value.text != "true" && value.text != "false") return false;
        settings.*field = value.text == "true";
        return true;
    }

    bool operator()(std::uint64_t Settings::* field) const {
        const auto number = parse_number(value.text);
        if (!is_one_of(value.type, {Type::number}) || !number || !within(*number, setting.range)) return false;
        settings.*field = static_cast<std::uint64_t>(*number);
        return true;
    }

    template <class Unit>
        requires requires { Unit::min(); }
    bool operator()(Unit Settings::* field) const {
        const auto duration = parse_duration(value.text);
        if (!is_one_of(value.type, {Type::text, Type::number}) || !duration) return false;
        const auto units = std::chrono::floor<Unit>(*duration);
        if (units != *duration || !within(units.count(), setting.range)) return false;
        settings.*field = units;
        return true;
    }

    bool operator()(std::vector<std::string> Settings::* field) const {
        if (!is_one_of(value.type, {Type::text, Type::list})) return false;
        settings.*field = value.type == Type::list ? value.items : split(value.text);
        return true;
    }
};

std::string choices_of(const Setting& setting) {
    std::string text;
    for (const std::string_view choice : setting.choices) {
        if (choice.empty()) continue;
        if (!text.empty()) text += choice == setting.choices.back() ? " or " : ", ";
        text += choice;
    }
    return text;
}

struct Bounds {
    const Setting& setting;

    std::string operator()(std::string Settings::*) const { return choices_of(setting); }
    std::string operator()(std::uint64_t Settings::*) const {
        return "from " + std::to_string(setting.range.least) + " to " + std::to_string(setting.range.most);
    }
    template <class Unit>
        requires requires { Unit::min(); }
    std::string operator()(Unit Settings::*) const {
        return "from " + to_text(Unit{setting.range.least}) + " to " + to_text(Unit{setting.range.most});
    }
    template <class Other>
    std::string operator()(Other Settings::*) const {
        return {};
    }
};

struct Expectation {
    const Setting& setting;

    std::string operator()(std::string Settings::*) const {
        return setting.choices.empty() ? "a text" : bounds(setting);
    }
    std::string operator()(Secret Settings::*) const { return "a text"; }
    std::string operator()(bool Settings::*) const { return "true or false"; }
    std::string operator()(std::uint64_t Settings::*) const { return "a whole number " + bounds(setting); }
    std::string operator()(seconds Settings::*) const {
        return "a duration such as 90s, 30m or 7d, " + bounds(setting);
    }
    std::string operator()(milliseconds Settings::*) const {
        return "a duration such as 250ms or 10s, " + bounds(setting);
    }
    std::string operator()(std::vector<std::string> Settings::*) const {
        return "a list of texts, separated by commas where it is one text";
    }
};

}  // namespace

std::string bounds(const Setting& setting) {
    return std::visit(Bounds{setting}, setting.field);
}

std::string expectation(const Setting& setting) {
    return std::visit(Expectation{setting}, setting.field);
}

void assign(Settings& settings, const Setting& setting, const GivenValue& value, std::string_view origin) {
    if (std::visit(Assignment{settings, setting, value}, setting.field)) return;
    throw ConfigError(std::string{origin} + " must be " + expectation(setting));
}

}  // namespace ostiary::program
