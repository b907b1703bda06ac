#include "endpoints/styles_css.hpp"

#include <array>
#include <optional>
#include <string_view>

#include <ostiary/values/errors.hpp>

#include "endpoints/styles_color.hpp"

namespace ostiary {
namespace {

struct Field {
    std::string_view name;
    std::string_view property;
    std::optional<std::string> Styles::* color;
};

constexpr std::array<Field, 9> fields{{
    {"background_color", "--background-color", &Styles::background_color},
    {"foreground_color", "--foreground-color", &Styles::foreground_color},
    {"text_color", "--text-color", &Styles::text_color},
    {"error_text_color", "--error-text-color", &Styles::error_text_color},
    {"button_color", "--button-color", &Styles::button_color},
    {"button_text_color", "--button-text-color", &Styles::button_text_color},
    {"link_color", "--link-color", &Styles::link_color},
    {"border_color", "--border-color", &Styles::border_color},
    {"border_color", "--field-border-color", &Styles::border_color},
}};

}  // namespace

std::string styles_css(const Styles& styles) {
    std::string rules;
    for (const Field& field : fields) {
        const auto& color = styles.*field.color;
        if (!color) continue;
        if (!is_css_color(*color)) {
            throw ConfigError("styles." + std::string{field.name} +
                              ": give a CSS colour: a name, #hex, rgb() or hsl() with numbers.");
        }
        rules.append(field.property).append(":").append(*color).append(";");
    }
    return rules.empty() ? rules : ":root{" + rules + "}";
}

bool sets_surface(const Styles& styles) {
    return styles.background_color || styles.foreground_color || styles.text_color;
}

}  // namespace ostiary
