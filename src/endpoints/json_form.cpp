#include <boost/json/basic_parser_impl.hpp>

#include "endpoints/form.hpp"

namespace ostiary {
namespace {

using boost::json::error_code;
using boost::json::string_view;

/// Takes the texts of the outermost object as they pass by; nothing deeper is kept. Unlike a DOM, it sees a name that
/// comes twice.
struct TopLevelFields {
    static constexpr std::size_t max_array_size = 1000;
    static constexpr std::size_t max_object_size = Form::max_fields;
    static constexpr std::size_t max_string_size = 1 << 20;
    static constexpr std::size_t max_key_size = 256;

    Form form;
    std::string key;
    std::string text;
    int depth = 0;
    bool is_object = false;
    bool is_repeated = false;

    bool keep(std::optional<std::string> value, error_code& error) {
        if (depth != 1 || !is_object) return true;
        is_repeated = !form.add(std::exchange(key, {}), std::move(value));
        if (is_repeated) error = boost::json::error::object_too_large;
        return !is_repeated;
    }
    bool open(bool object, error_code& error) {
        if (depth == 0) is_object = object;
        const bool kept = keep(std::nullopt, error);
        ++depth;
        return kept;
    }

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code& error) { return open(true, error); }
    bool on_object_end(std::size_t, error_code&) { return --depth, true; }
    bool on_array_begin(error_code& error) { return open(false, error); }
    bool on_array_end(std::size_t, error_code&) { return --depth, true; }
    bool on_key_part(string_view part, std::size_t, error_code&) { return text.append(part), true; }
    bool on_key(string_view part, std::size_t, error_code&) {
        text.append(part);
        if (depth == 1) key = text;
        return text.clear(), true;
    }
    bool on_string_part(string_view part, std::size_t, error_code&) { return text.append(part), true; }
    bool on_string(string_view part, std::size_t, error_code& error) {
        text.append(part);
        return keep(std::exchange(text, {}), error);
    }
    bool on_number_part(string_view, error_code&) { return true; }
    bool on_int64(std::int64_t, string_view, error_code& error) { return keep(std::nullopt, error); }
    bool on_uint64(std::uint64_t, string_view, error_code& error) { return keep(std::nullopt, error); }
    bool on_double(double, string_view, error_code& error) { return keep(std::nullopt, error); }
    bool on_bool(bool, error_code& error) { return keep(std::nullopt, error); }
    bool on_null(error_code& error) { return keep(std::nullopt, error); }
    bool on_comment_part(string_view, error_code&) { return false; }
    bool on_comment(string_view, error_code&) { return false; }
};

}  // namespace

FormResult read_json_form(std::string_view body) {
    boost::json::parse_options options;
    options.max_depth = 16;
    boost::json::basic_parser<TopLevelFields> parser{options};
    error_code error;
    const std::size_t used = parser.write_some(false, body.data(), body.size(), error);
    TopLevelFields& fields = parser.handler();
    if (fields.is_repeated) return std::unexpected(FormError{400, "The JSON body repeats a field, or has too many."});
    if (error || used != body.size()) return std::unexpected(FormError{400, "The body is not valid JSON."});
    if (!fields.is_object) return std::unexpected(FormError{400, "The JSON body is not an object."});
    return std::move(fields.form);
}

}  // namespace ostiary
