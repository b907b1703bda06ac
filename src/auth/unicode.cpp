#include "auth/unicode.hpp"

#include <utf8proc.h>

#include <cstdlib>
#include <memory>

#include "values/encoding.hpp"

namespace ostiary {
namespace {

struct Free {
    // utf8proc allocates with malloc.
    void operator()(utf8proc_uint8_t* text) const noexcept {
        std::free(text);  // NOLINT(cppcoreguidelines-no-malloc,cppcoreguidelines-owning-memory)
    }
};

const utf8proc_uint8_t* utf8_octets(std::string_view text) {
    return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

}  // namespace

std::optional<std::vector<CodePoint>> decode_utf8(std::string_view text) {
    if (!is_utf8(text)) return std::nullopt;
    std::vector<CodePoint> code_points;
    while (!text.empty()) {
        CodePoint code_point = 0;
        const auto length =
            utf8proc_iterate(utf8_octets(text), static_cast<utf8proc_ssize_t>(text.size()), &code_point);
        if (length <= 0) return std::nullopt;
        code_points.push_back(code_point);
        text.remove_prefix(static_cast<std::size_t>(length));
    }
    return code_points;
}

std::optional<std::string> fold(std::string_view text) {
    if (!is_utf8(text)) return std::nullopt;
    // utf8proc_NFKC_Casefold does the same, but stops at a NUL.
    constexpr auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
                                                            UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
    utf8proc_uint8_t* result = nullptr;
    const auto length = utf8proc_map(utf8_octets(text), static_cast<utf8proc_ssize_t>(text.size()), &result, options);
    const std::unique_ptr<utf8proc_uint8_t, Free> owner{result};
    if (length < 0) return std::nullopt;
    return std::string{reinterpret_cast<const char*>(result), static_cast<std::size_t>(length)};
}

bool is_space(CodePoint code_point) {
    switch (utf8proc_category(code_point)) {
        case UTF8PROC_CATEGORY_ZS:
        case UTF8PROC_CATEGORY_ZL:
        case UTF8PROC_CATEGORY_ZP:
            return true;
        default:
            return code_point == ' ' || (code_point >= '\t' && code_point <= '\r');
    }
}

bool is_visible_text(CodePoint code_point) {
    constexpr CodePoint braille_blank = 0x2800;  // a symbol by its category
    if (code_point == braille_blank) return false;
    switch (utf8proc_category(code_point)) {
        case UTF8PROC_CATEGORY_CC:
        case UTF8PROC_CATEGORY_CF:
        case UTF8PROC_CATEGORY_CS:
        case UTF8PROC_CATEGORY_CO:
        case UTF8PROC_CATEGORY_CN:
        case UTF8PROC_CATEGORY_ZL:
        case UTF8PROC_CATEGORY_ZP:
            return false;
        default:
            return true;
    }
}

}  // namespace ostiary
