#include <ostiary/values/headers.hpp>

#include <algorithm>

#include "values/ascii.hpp"

namespace ostiary::http {

bool same_name(std::string_view a, std::string_view b) noexcept {
    return std::ranges::equal(a, b, [](char x, char y) { return to_lower(x) == to_lower(y); });
}

std::optional<std::string_view> Headers::get(std::string_view name) const {
    std::optional<std::string_view> found;
    for (const auto& [field, value] : fields_) {
        if (!same_name(field, name)) continue;
        if (found) return std::nullopt;
        found = value;
    }
    return found;
}

std::vector<std::string_view> Headers::all(std::string_view name) const {
    std::vector<std::string_view> values;
    for (const auto& [field, value] : fields_) {
        if (same_name(field, name)) values.emplace_back(value);
    }
    return values;
}

bool Headers::contains(std::string_view name) const {
    return std::ranges::any_of(fields_, [&](const Field& field) { return same_name(field.first, name); });
}

void Headers::add(std::string name, std::string value) {
    fields_.emplace_back(std::move(name), std::move(value));
}

void Headers::set(std::string_view name, std::string value) {
    remove(name);
    add(std::string{name}, std::move(value));
}

void Headers::remove(std::string_view name) {
    std::erase_if(fields_, [&](const Field& field) { return same_name(field.first, name); });
}

}  // namespace ostiary::http
