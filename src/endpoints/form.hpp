#pragma once

#include <algorithm>
#include <expected>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ostiary/values/request.hpp>

namespace ostiary {

/// Why a body was not read: the status and one plain sentence.
struct FormError {
    int status = 400;
    std::string message{};
};

/// The fields of a body: names and texts, each name once. What a JSON body holds besides texts is known by name only,
/// so that a field of the wrong type is told from a missing one.
class Form {
public:
    static constexpr std::size_t max_fields = 100;

    /// False where the name is there already or there are too many: the body is refused (security.md, line 13).
    [[nodiscard]] bool add(std::string name, std::optional<std::string> text) {
        if (fields_.size() >= max_fields || find(name) != fields_.end()) return false;
        fields_.emplace_back(std::move(name), std::move(text));
        return true;
    }

    /// The text of that field, empty where it is missing or no text.
    [[nodiscard]] std::string_view text(std::string_view name) const {
        const auto field = find(name);
        return field != fields_.end() && field->second ? std::string_view{*field->second} : std::string_view{};
    }
    [[nodiscard]] bool is_no_text(std::string_view name) const {
        const auto field = find(name);
        return field != fields_.end() && !field->second;
    }

private:
    using Field = std::pair<std::string, std::optional<std::string>>;

    [[nodiscard]] std::vector<Field>::const_iterator find(std::string_view name) const {
        return std::ranges::find(fields_, name, &Field::first);
    }

    std::vector<Field> fields_;
};

/// Why the form doesn't have all of these texts: 400 where one is no text, 422 `missing` where one is absent or empty.
[[nodiscard]] std::optional<FormError> check_texts(const Form& form, std::initializer_list<std::string_view> names,
                                                   std::string_view missing);

using FormResult = std::expected<Form, FormError>;

/// Each reads a whole body of its kind, in time linear in its length. Invalid UTF-8, a repeated name, too many fields
/// or parts, and anything malformed are refused.
[[nodiscard]] FormResult read_urlencoded_form(std::string_view body);
[[nodiscard]] FormResult read_json_form(std::string_view body);
[[nodiscard]] FormResult read_multipart_form(std::string_view body, std::string_view boundary);

/// The body by its content type; 415 for any other, 413 where it is longer than `limit`. JSON only as
/// `application/json`: a browser sends that across origins to nobody who has not agreed (ASVS 5.0, 3.5.2). A request
/// without a body and without a content type has an empty form.
[[nodiscard]] FormResult read_form(const http::Request& request, std::size_t limit);

}  // namespace ostiary
