#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <ostiary/endpoints/styles.hpp>
#include <ostiary/ports/page_renderer.hpp>

namespace ostiary {

/// What may stand in the place of a built-in page.
struct PageSource {
    std::optional<std::string> template_path{};
    std::shared_ptr<PageRenderer> renderer{};
    Styles styles{};
};

/// The page's own renderer where it has one; otherwise a page from the Mustache template at `template_path`, read once,
/// here; where there is none, from the built-in one called `builtin`, such as `session_login.html`.
///
/// Besides a page's own values a template sees `css` (the file `ostiary.css` beside the template, else the built-in
/// style sheet), `styles` (the colours set, as CSS) and `light_only`. An empty text counts as false in a section.
/// Partials are refused. Thread-safe. Throws `ConfigError` that names `template_path`, `renderer` or the field of
/// `styles`.
[[nodiscard]] std::shared_ptr<PageRenderer> make_page(std::string_view builtin, const PageSource& source);

}  // namespace ostiary
