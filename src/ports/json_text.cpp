#include "ports/json_text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "values/encoding.hpp"

namespace ostiary {
namespace {

void append_escaped(std::string& out, unsigned code_unit) {
    std::array<char, 8> escaped{};
    std::snprintf(escaped.data(), escaped.size(), "\\u%04x", code_unit & 0xffff);
    out += escaped.data();
}

/// The length of the well-formed code point at the front of `text`, or 0.
std::size_t code_point_length(std::string_view text) {
    for (std::size_t length = 1; length <= std::min<std::size_t>(4, text.size()); ++length) {
        if (is_utf8(text.substr(0, length))) return length;
    }
    return 0;
}

/// Appends one code point of more than a byte.
void append_wide(std::string& out, std::string_view code_point) {
    if (code_point == "\u2028" || code_point == "\u2029") {
        append_escaped(out, code_point == "\u2028" ? 0x2028 : 0x2029);
    } else if (code_point.size() == 2 && code_point[0] == '\xc2' && static_cast<unsigned char>(code_point[1]) < 0xa0) {
        append_escaped(out, static_cast<unsigned char>(code_point[1]));
    } else {
        out += code_point;
    }
}

void append_ascii(std::string& out, char c) {
    if (c == '"' || c == '\\') {
        out += '\\';
        out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
        append_escaped(out, static_cast<unsigned char>(c));
    } else {
        out += c;
    }
}

}  // namespace

void append_json_text(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        const std::size_t length = code_point_length(text);
        if (length == 0) {
            out += "\\ufffd";
        } else if (length == 1) {
            append_ascii(out, text.front());
        } else {
            append_wide(out, text.substr(0, length));
        }
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    out += '"';
}

}  // namespace ostiary
