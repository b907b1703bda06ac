#include "endpoints/form.hpp"

#include <algorithm>

#include "endpoints/media_type.hpp"

namespace ostiary {

std::optional<FormError> check_texts(const Form& form, std::initializer_list<std::string_view> names,
                                     std::string_view missing) {
    for (const std::string_view name : names) {
        if (form.is_no_text(name)) return FormError{400, "The " + std::string{name} + " is not a text."};
    }
    const bool complete = std::ranges::none_of(names, [&](std::string_view name) { return form.text(name).empty(); });
    return complete ? std::nullopt : std::optional{FormError{422, std::string{missing}}};
}

FormResult read_form(const http::Request& request, std::size_t limit) {
    if (request.body.size() > limit) {
        return std::unexpected(FormError{413, "The body is longer than " + std::to_string(limit) + " bytes."});
    }
    const auto given = request.headers.get("Content-Type");
    if (!given && !request.headers.contains("Content-Type") && request.body.empty()) return Form{};
    const auto type = given ? parse_media_type(*given) : std::nullopt;
    if (type && type->name == "application/json") return read_json_form(request.body);
    if (type && type->name == "application/x-www-form-urlencoded") return read_urlencoded_form(request.body);
    if (type && type->name == "multipart/form-data" && !type->boundary.empty()) {
        return read_multipart_form(request.body, type->boundary);
    }
    return std::unexpected(
        FormError{415, "Send application/json, application/x-www-form-urlencoded or multipart/form-data."});
}

}  // namespace ostiary
