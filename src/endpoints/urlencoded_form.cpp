#include "endpoints/form.hpp"
#include "values/encoding.hpp"

namespace ostiary {

FormResult read_urlencoded_form(std::string_view body) {
    Form form;
    while (!body.empty()) {
        const std::size_t end = std::min(body.find('&'), body.size());
        const std::string_view pair = body.substr(0, end);
        body.remove_prefix(std::min(end + 1, body.size()));
        if (pair.empty()) continue;
        const std::size_t equals = std::min(pair.find('='), pair.size());
        auto name = percent_decode(pair.substr(0, equals), Plus::space);
        auto text = percent_decode(pair.substr(std::min(equals + 1, pair.size())), Plus::space);
        if (!name || !text || !is_utf8(*name) || !is_utf8(*text)) {
            return std::unexpected(FormError{400, "The form is not properly encoded."});
        }
        if (!form.add(std::move(*name), std::move(text))) {
            return std::unexpected(FormError{400, "The form repeats a field, or has too many."});
        }
    }
    return form;
}

}  // namespace ostiary
