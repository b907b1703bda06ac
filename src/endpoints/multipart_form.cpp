#include "endpoints/form.hpp"
#include "values/encoding.hpp"

namespace ostiary {
namespace {

constexpr std::string_view line_end = "\r\n";

std::unexpected<FormError> malformed() {
    return std::unexpected(FormError{400, "The multipart body is malformed."});
}

/// Cuts off `rest` what stands before `mark`, and the mark; nothing where there is none.
std::optional<std::string_view> cut(std::string_view& rest, std::string_view mark) {
    const std::size_t end = rest.find(mark);
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view before = rest.substr(0, end);
    rest.remove_prefix(end + mark.size());
    return before;
}

/// The value of a quoted parameter such as `; name="x"`; a backslash is refused, since readers differ about it.
std::optional<std::string> parameter(std::string_view header, std::string_view mark) {
    if (!cut(header, mark)) return std::nullopt;
    const auto value = cut(header, "\"");
    if (!value || value->contains('\\')) return std::nullopt;
    return std::string{*value};
}

/// The field's name by its part's head; nothing where there is no single plain one. A file has no place in a login.
std::optional<std::string> name_in(std::string_view head) {
    std::optional<std::string> name;
    while (!head.empty()) {
        const std::string_view line = head.substr(0, head.find(line_end));
        head.remove_prefix(std::min(line.size() + line_end.size(), head.size()));
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) return std::nullopt;
        if (!http::same_name(line.substr(0, colon), "Content-Disposition")) continue;
        if (name || line.contains("filename")) return std::nullopt;
        name = parameter(line, "; name=\"");
        if (!name) return std::nullopt;
    }
    return name;
}

}  // namespace

FormResult read_multipart_form(std::string_view body, std::string_view boundary) {
    const std::string delimiter = "\r\n--" + std::string{boundary};
    const std::string opening = delimiter.substr(line_end.size());
    if (!body.starts_with(opening)) return malformed();
    body.remove_prefix(opening.size());
    Form form;
    while (!body.starts_with("--")) {
        if (!body.starts_with(line_end)) return malformed();
        body.remove_prefix(line_end.size());
        const auto head = cut(body, "\r\n\r\n");
        const auto text = head ? cut(body, delimiter) : std::nullopt;
        auto name = text ? name_in(*head) : std::nullopt;
        if (!name || !is_utf8(*name) || !is_utf8(*text)) return malformed();
        if (!form.add(std::move(*name), std::string{*text})) {
            return std::unexpected(FormError{400, "The form repeats a field, or has too many."});
        }
    }
    return form;
}

}  // namespace ostiary
