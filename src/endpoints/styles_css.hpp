#pragma once

#include <string>

#include <ostiary/endpoints/styles.hpp>

namespace ostiary {

/// The colours that are set, as a rule that gives the style sheet's custom properties: `:root{--button-color:#036}`;
/// empty where none is. Its characters can't leave a `<style>` element. Throws `ConfigError` that names the field.
[[nodiscard]] std::string styles_css(const Styles& styles);

/// Whether what text lies on, or the text itself, is set. Such pages have no dark mode: half of its colours under half
/// of somebody else's can't be read.
[[nodiscard]] bool sets_surface(const Styles& styles);

}  // namespace ostiary
