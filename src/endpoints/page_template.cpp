#include "endpoints/page_template.hpp"

#include <kainjow/mustache.hpp>
#include <sstream>
#include <stdexcept>
#include <utility>
#include <variant>

#include <ostiary/endpoints/default_templates.hpp>
#include <ostiary/values/errors.hpp>

#include "endpoints/page_template_file.hpp"
#include "endpoints/styles_css.hpp"

namespace ostiary {
namespace {

namespace mustache = kainjow::mustache;

/// The library parses the value that a partial names as a template of its own: `{{> username}}` would run what a user
/// has typed (ASVS 5.0, 1.3.7). There are no partials here.
class PageContext final : public mustache::context<std::string> {
public:
    const mustache::data* get_partial(const std::string&) const override { return nullptr; }
};

mustache::data to_data(const Page& page);

mustache::data to_data(const Page::Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) {
        return text->empty() ? mustache::data{false} : mustache::data{*text};
    }
    if (const auto* flag = std::get_if<bool>(&value)) return mustache::data{*flag};
    mustache::data list{mustache::data::type::list};
    for (const Page& item : std::get<std::vector<Page>>(value)) list.push_back(to_data(item));
    return list;
}

mustache::data to_data(const Page& page) {
    mustache::data object{mustache::data::type::object};
    for (const auto& [name, value] : page.values) object[name] = to_data(value);
    return object;
}

class PageTemplate final : public PageRenderer {
public:
    PageTemplate(const std::string& text, const Page& shared) : template_(text), shared_(to_data(shared)) {
        if (!template_.is_valid()) throw std::invalid_argument(template_.error_message());
    }

    std::string render(const Page& page) const override {
        const mustache::data own = to_data(page);
        PageContext context;
        context.push(&shared_);
        context.push(&own);
        std::ostringstream html;
        template_.render(context, html);
        return std::move(html).str();
    }

private:
    // render() isn't const, but writes to the template for partials and lambdas alone, and neither exists here.
    mutable mustache::mustache template_;
    mustache::data shared_;
};

std::string builtin_text(std::string_view name) {
    for (const auto& [file, text] : default_templates()) {
        if (file == name) return std::string{text};
    }
    throw std::logic_error("no built-in template " + std::string{name});
}

/// Lexical, so that a partial in a section that is seldom shown is found as well.
bool has_partial(std::string_view text) {
    for (auto tag = text.find("{{"); tag != std::string_view::npos; tag = text.find("{{", tag + 2)) {
        const auto first = text.find_first_not_of(" \t\r\n", tag + 2);
        if (first != std::string_view::npos && text[first] == '>') return true;
    }
    return false;
}

std::shared_ptr<PageRenderer> parse_file(const std::string& path, Page shared) {
    const std::string text = read_template(path);
    if (has_partial(text)) {
        throw ConfigError("template_path: " + path + " has a partial ({{> name}}); put its text into the template.");
    }
    if (auto css = read_style_sheet_beside(path)) shared.values.insert_or_assign("css", std::move(*css));
    try {
        return std::make_shared<PageTemplate>(text, shared);
    } catch (const std::exception& error) {
        throw ConfigError("template_path: " + path + " is not valid Mustache: " + error.what() + ".");
    }
}

}  // namespace

std::shared_ptr<PageRenderer> make_page(std::string_view builtin, const PageSource& source) {
    const Page shared{.values = {{"css", builtin_text("ostiary.css")},
                                 {"styles", styles_css(source.styles)},
                                 {"light_only", sets_surface(source.styles)}}};
    if (source.renderer) {
        if (source.template_path) throw ConfigError("renderer and template_path exclude each other");
        return source.renderer;
    }
    if (source.template_path) return parse_file(*source.template_path, shared);
    return std::make_shared<PageTemplate>(builtin_text(builtin), shared);
}

}  // namespace ostiary
